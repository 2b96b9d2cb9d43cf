import { describe, expect, test } from '@jest/globals';
import { type ActionName, runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { kestra, workspaceOf } from './stage.js';

/** What each action is asked last before it has done what it is for, by the end of the path. */
const actions: readonly (readonly [ActionName, path: string])[] = [
  ['validate-flows', '/flows/validate'],
  ['deploy-flows', '/flows/validate'],
  ['deploy-namespace-files', '/files/directory'],
];
const rows = actions.flatMap(([action, path]) =>
  (['SIGINT', 'SIGTERM'] as const).map((signal) => [action, signal, path] as const),
);

describe('a job that is cancelled', () => {
  test.each(rows)('%s: %s in the middle ends in a failure that is reported', async (action, signal, path) => {
    const server = await kestra();
    const { namespace } = server;
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    let seen = () => {};
    const isSeen = new Promise<void>((resolve) => (seen = resolve));
    // The answer comes when the action knows that it is to stop.
    server.onRequest(async (request) => {
      if (!request.path.endsWith(path)) return;
      kill!(signal);
      await isSeen;
    });
    const workspace = await workspaceOf({ 'a.yml': flowIn(namespace)('a') });
    const target: Record<string, string> = action === 'deploy-namespace-files' ? { namespace, namespacePath: '/' } : {};
    const run = await runBundle(action, {
      workspace,
      inputs: { ...server.inputs, ...target },
      onStart: (send) => (kill = send),
      onOutput: (text) => {
        if (text.includes('is being cancelled')) seen();
      },
    });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ failureReason: 'cancelled' });
    expect(run.report).toMatchObject({ outcome: 'failure' });
    expect(run.summary).toContain('cancelled');
    expect(await server.flows(namespace)).toEqual([]);
    expect(await server.files(namespace)).toEqual([]);
  });
});
