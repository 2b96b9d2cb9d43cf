import { describe, expect, test } from '@jest/globals';
import { runBundle, type ActionName } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { kestra, localKestra, workspaceOf } from './stage.js';
import { onDouble } from './on-double.js';
import { real } from './where.js';

const HARD = 'S3cret/Pass+word=&"\u00fc';
const headerValue = 'header-s3cret-value';
const token = 'tok/s3cret+token==';
const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  JSON.stringify(secret).slice(1, -1),
];

/** Everything a run leaves behind, without the commands that tell the runner what to mask. */
function leftBehind(run: Awaited<ReturnType<typeof runBundle>>): string {
  const log = run.log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  return [log, run.summary, JSON.stringify(run.outputs), JSON.stringify(run.report)].join('\n');
}

describe('secrets', () => {
  const runs: readonly (readonly [string, ActionName, Record<string, string>])[] = [
    ['a good run', 'deploy-flows', {}],
    ['a wrong password', 'deploy-flows', { user: 'somebody@else.com' }],
    ['a validation', 'validate-flows', {}],
    ['wrong inputs', 'validate-flows', { timeout: 'x' }],
    ['an upload', 'deploy-namespace-files', { namespacePath: '/' }],
    ['a server that repeats what it got', 'deploy-flows', { server: 'echo' }],
    ['debug logging', 'deploy-flows', { debug: 'true' }],
  ];

  test.each(runs)('%s leaves none behind', async (_name, action, { debug, ...inputs }) => {
    const faults = inputs['server'] === 'echo' ? [{ path: '/flows', effect: 'echo-request' as const }] : [];
    // A password that is hard to hide, where there is a choice.
    const server = real ? await kestra({ faults }) : await localKestra({ user: 'ci@acme.com', password: HARD, faults });
    const { namespace } = server;
    const user = server.inputs['user'] ?? 'ci@acme.com';
    const password = server.inputs['password'] ?? HARD;
    const workspace = await workspaceOf({
      'a.yml': flowIn(namespace)('a'),
    });
    const target: Record<string, string> = action === 'deploy-namespace-files' ? { namespace } : {};
    const run = await runBundle(action, {
      workspace,
      inputs: { user, password, headers: `X-Access: ${headerValue}`, ...target, ...inputs, server: server.url },
      env: debug ? { RUNNER_DEBUG: '1' } : {},
    });
    // What never went out could not show.
    if (inputs['timeout'] === undefined) {
      expect(server.requests.map(({ headers }) => headers['x-access'])).toContain(headerValue);
    }
    const basic = Buffer.from(`${inputs['user'] ?? user}:${password}`).toString('base64');
    for (const secret of [password, headerValue, basic]) {
      for (const form of forms(secret)) expect(leftBehind(run)).not.toContain(form);
    }
    for (const secret of [password, headerValue, basic]) expect(run.log).toContain(`::add-mask::${secret}`);
  });

  test('one that stands in a file is repeated nowhere', async () => {
    const server = real ? await kestra() : await localKestra({ user: 'ci@acme.com', password: HARD });
    const password = server.inputs['password'] ?? token;
    const { namespace } = server;
    const workspace = await workspaceOf({ 'a.yml': flowIn(namespace)('a', `mesage: '${password}'`) });
    const run = await runBundle('validate-flows', { workspace, inputs: { ...server.inputs, password } });
    expect(run.outputs).toMatchObject({ failureReason: 'findings' });
    expect(run.summary).toContain('mesage: ');
    expect(run.summary).toContain('***');
    for (const form of forms(password)) expect(leftBehind(run)).not.toContain(form);
  });

  onDouble('A token of our own making.')('a token leaves nothing behind either', async () => {
    const server = await localKestra({ edition: 'EE', tokens: [token] });
    const workspace = await workspaceOf({ 'a.txt': 'x' });
    const run = await runBundle('deploy-namespace-files', {
      workspace,
      inputs: { namespacePath: '/', namespace: 'n', ...server.inputs },
    });
    expect(run.exitCode).toBe(0);
    for (const form of forms(token)) expect(leftBehind(run)).not.toContain(form);
  });
});
