import { describe, expect, test } from '@jest/globals';
import { runBundle, type ActionName } from '../local-runner/run-bundle.js';
import { kestra, workspaceOf } from './stage.js';

const password = 'S3cret/Pass+word=&"\u00fc';
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
    ['an upload', 'deploy-namespace-files', { namespacePath: '/', namespace: 'n' }],
    ['a server that repeats what it got', 'deploy-flows', { server: 'echo' }],
    ['debug logging', 'deploy-flows', { debug: 'true' }],
  ];

  test.each(runs)('%s leaves none behind', async (_name, action, { debug, ...inputs }) => {
    const user = 'ci@acme.com';
    const server = await kestra({
      user,
      password,
      ...(inputs['server'] === 'echo' ? { faults: [{ path: '/flows', effect: 'echo-request' as const }] } : {}),
    });
    const workspace = await workspaceOf({
      'a.yml': 'id: a\nnamespace: n\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: x\n',
    });
    const run = await runBundle(action, {
      workspace,
      inputs: { user, password, headers: `X-Access: ${headerValue}`, ...inputs, server: server.url },
      env: debug ? { RUNNER_DEBUG: '1' } : {},
    });
    const basic = Buffer.from(`${inputs['user'] ?? user}:${password}`).toString('base64');
    for (const secret of [password, headerValue, basic]) {
      for (const form of forms(secret)) expect(leftBehind(run)).not.toContain(form);
    }
    for (const secret of [password, headerValue, basic]) expect(run.log).toContain(`::add-mask::${secret}`);
  });

  test('a token leaves nothing behind either', async () => {
    const server = await kestra({ edition: 'EE', tokens: [token] });
    const workspace = await workspaceOf({ 'a.txt': 'x' });
    const run = await runBundle('deploy-namespace-files', {
      workspace,
      inputs: { namespacePath: '/', namespace: 'n', apiToken: token, server: server.url },
    });
    expect(run.exitCode).toBe(0);
    for (const form of forms(token)) expect(leftBehind(run)).not.toContain(form);
  });
});
