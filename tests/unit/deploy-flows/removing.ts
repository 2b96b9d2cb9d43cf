import { afterEach, beforeEach } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowDeployment, FlowDeploymentInput } from '../../../src/deploy-flows/deployment.js';
import { openGitHistory } from '../../../src/deploy-flows/history.js';
import { TestRepository } from '../../local-runner/repository.js';
import { FakeFlows, flowText, inputOf, portsOf } from './fakes.js';

export let repository: TestRepository;

export let kestra: FakeFlows;

beforeEach(async () => {
  repository = await TestRepository.make();
  kestra = new FakeFlows();
});

afterEach(() => repository.remove());

export type Options = Partial<FlowDeploymentInput> & {
  readonly directory?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
};

/** Another checkout from here on, for the rest of the test. */
export function workIn(other: TestRepository): void {
  repository = other;
}

/** Deploys a directory of the checkout, with what Git knows of it. */
export async function deploy({ directory = 'flows', include = ['**/*.yml'], exclude = [], ...more }: Options = {}) {
  const root = join(repository.path, directory);
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.yml')).sort();
  const files: Record<string, string> = {};
  for (const name of names) {
    const path = join(root, name);
    if (!exclude.includes(name)) files[relative(repository.path, path)] = await readFile(path, 'utf8');
  }
  const history = await openGitHistory({ workspace: repository.path, directory: [directory], include, exclude });
  const input = inputOf(files, { override: true, prune: 'removed', ...more });
  return deployFlows(input, portsOf(kestra, { history }));
}

export const deleted = ({ flows }: FlowDeployment) =>
  flows.filter(({ action }) => action === 'deleted').map(({ namespace, id }) => `${namespace}/${id}`);

export const onServer = () => Object.keys(kestra.sources()).sort();

export const [a, b, c] = ['a', 'b', 'c'].map((id) => flowText(id, 'n')) as [string, string, string];
