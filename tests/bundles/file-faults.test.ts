import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../local-kestra/server.js';
import { type BundleRun, runBundle } from '../local-runner/run-bundle.js';
import { kestra, workspaceOf, type Kestra } from './stage.js';
import { PASSING_FAULTS } from './passing-faults.js';

const BEFORE = { '/changed.txt': 'before', '/same.txt': 'same', '/dir/old.txt': 'old', '/old.txt': 'old' } as const;
const WANTED = { '/changed.txt': 'after', '/same.txt': 'same', '/fresh/a.txt': 'a', '/fresh/b.txt': '' } as const;

/** A deployment that creates, updates, leaves alone and deletes files, with something that goes wrong. */
async function deployWith(faults: readonly Fault[], inputs: Readonly<Record<string, string>> = {}) {
  const server = await kestra({ faults });
  for (const [path, content] of Object.entries(BEFORE)) await server.upload(server.namespace, path, content);
  const files = Object.fromEntries(Object.entries(WANTED).map(([path, content]) => [`f${path}`, content]));
  const options = { override: 'true', prune: 'all', concurrency: '1', timeout: '10', retries: '2' };
  const run = await runBundle('deploy-namespace-files', {
    workspace: await workspaceOf(files),
    inputs: {
      ...server.inputs,
      ...options,
      localPath: 'f',
      namespace: server.namespace,
      namespacePath: '/',
      ...inputs,
    },
  });
  return { server, run };
}

interface Reported {
  readonly target: string;
  readonly action: string;
}

/** What the report says of each file must be what the server holds, and nothing else may be there. */
async function expectTruth(server: Kestra, run: BundleRun): Promise<void> {
  const { files = [] } = (run.report ?? {}) as { readonly files?: readonly Reported[] };
  const expected = new Map<string, string>(Object.entries(BEFORE));
  for (const { target, action } of files) {
    if (action === 'deleted') expected.delete(target);
    else if (['created', 'updated', 'unchanged'].includes(action))
      expected.set(target, WANTED[target as keyof typeof WANTED]);
  }
  const held = await server.files(server.namespace);
  const contents = await Promise.all(
    held.map(async (path) => [path, String(await server.file(server.namespace, path))]),
  );
  const said = files.map(({ target, action }) => `${target} ${action}`);
  expect([said, Object.fromEntries(contents)]).toEqual([said, Object.fromEntries(expected)]);
  expect(run.outputs['changed']).toBe(
    String(JSON.stringify(Object.fromEntries(contents)) !== JSON.stringify(sorted(BEFORE))),
  );
}

const sorted = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The requests that write, with the number of each in a deployment without faults. */
async function countOf(method: string): Promise<number> {
  const { server, run } = await deployWith([]);
  expect(run.outputs).toMatchObject({ created: '2', updated: '1', unchanged: '1', deleted: '2', failed: '0' });
  return server.requests.filter((request) => request.method === method && request.path.endsWith('/files')).length;
}

describe.each([
  ['POST', 3],
  ['DELETE', 2],
] as const)('one fault at every %s', (method, least) => {
  test.each(PASSING_FAULTS)('%s, once: the deployment succeeds', async (_name, fault) => {
    const count = await countOf(method);
    expect(count).toBeGreaterThanOrEqual(least);
    for (let nth = 1; nth <= count; nth++) {
      const { server, run } = await deployWith([{ method, path: '/files', nth, ...fault }]);
      expect([nth, run.exitCode, run.outputs['failed']]).toEqual([nth, 0, '0']);
      expect(run.outputs).toMatchObject({ created: '2', updated: '1', unchanged: '1', deleted: '2' });
      await expectTruth(server, run);
    }
  });

  test.each(['continue', 'stop', 'rollback'])('a refusal, with onError: %s', async (onError) => {
    for (let nth = 1; nth <= least; nth++) {
      const fault = { method, path: '/files', nth, effect: 'status', status: 422 } as const;
      const { server, run } = await deployWith([fault], { onError });
      expect([nth, run.exitCode, run.outputs['failed']]).toEqual([nth, 1, '1']);
      await expectTruth(server, run);
      if (onError === 'rollback') expect([nth, run.outputs['changed']]).toEqual([nth, 'false']);
    }
  });
});

describe('a fault that lasts', () => {
  test.each(
    ['POST', 'DELETE'].flatMap((method) =>
      (
        [
          ['503', { effect: 'status', status: 503 }],
          ['resets', { effect: 'reset' }],
          ['answers that are lost', { effect: 'lose-answer' }],
        ] as const
      ).flatMap(([name, fault]) => ['continue', 'rollback'].map((onError) => [method, name, onError, fault] as const)),
    ),
  )('at every %s: %s, with onError: %s: the report is what the server holds', async (method, _name, onError, fault) => {
    const { server, run } = await deployWith([{ method, path: '/files', ...fault }], { onError, retries: '1' });
    await expectTruth(server, run);
    if (fault.effect !== 'lose-answer') expect(run.exitCode).toBe(1);
  });
});
