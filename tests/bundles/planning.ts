import { TestRepository, type TreeChanges } from '../local-runner/repository.js';
import { type BundleRun, runBundle, type RunOptions } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { afterwards, kestra, type Kestra } from './stage.js';

/** The one of the test at hand. */
export let namespace: string;

export const start = async (options: Parameters<typeof kestra>[0] = {}): Promise<Kestra> => {
  const server = await kestra(options);
  namespace = server.namespace;
  return server;
};

export const flow = (id: string, message = 'hi') => flowIn(namespace)(id, `message: ${message}`);

/** Runs deploy-flows against a server. */
export const deployTo =
  (server: Kestra) =>
  (
    workspace: string,
    inputs: Readonly<Record<string, string>> = {},
    more: Partial<RunOptions> = {},
  ): Promise<BundleRun> =>
    runBundle('deploy-flows', { workspace, inputs: { ...server.inputs, ...inputs }, ...more });

/** A real repository with these flows, which lives as long as the test. */
export async function repositoryOf(files: TreeChanges): Promise<TestRepository> {
  const repository = await TestRepository.make();
  afterwards(() => repository.remove());
  await repository.commit(files);
  return repository;
}
