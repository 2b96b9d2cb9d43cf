import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startLocalKestra } from '../local-kestra/server.js';
import { runWorkflow, type WorkflowOptions } from './act.js';

const token = 'plan-token';
let server: Awaited<ReturnType<typeof startLocalKestra>>;
beforeEach(async () => {
  server = await startLocalKestra({ edition: 'EE', tokens: [token], tenants: ['main'] });
});
afterEach(() => server.close());

const run = (workflow: string, more: Partial<WorkflowOptions> = {}) =>
  runWorkflow({
    workflow,
    action: 'acme/kestra-actions@v1',
    secrets: { KESTRA_HOSTNAME: server.url, KESTRA_API_TOKEN: token },
    ...more,
  });
const deploy = (id: string, ...inputs: readonly string[]) =>
  [
    `      - id: ${id}`,
    '        uses: acme/kestra-actions/deploy-flows@v1',
    '        with:',
    '          directory: flows',
    '          override: true',
    '          server: ${{ secrets.KESTRA_HOSTNAME }}',
    '          apiToken: ${{ secrets.KESTRA_API_TOKEN }}',
    ...inputs.map((input) => `          ${input}`),
  ].join('\n');
const job = (on: string, ...steps: readonly string[]) =>
  [
    `on: ${on}`,
    'jobs:',
    '  flows:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v5',
    '        with:',
    '          fetch-depth: 0',
    ...steps,
    '',
  ].join('\n');
const say = (text: string) => `      - run: echo "${text}"`;
const flow = (id: string, message = 'hi') =>
  `id: ${id}\nnamespace: company.team\ntasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`;
const files = { 'flows/a.yml': flow('a'), 'flows/b.yml': flow('b') };
const ids = () =>
  server
    .flows()
    .map(({ id }) => id)
    .sort();

test('a pull request is planned, and nothing is written', async () => {
  const workflow = job(
    'pull_request',
    deploy('plan', 'dryRun: true', 'comment: true'),
    say('changed=${{ steps.plan.outputs.changed }} created=${{ steps.plan.outputs.created }}'),
  );
  const { exitCode, log } = await run(workflow, { files, event: 'pull_request' });
  expect(log).toContain('changed=true created=2');
  expect(exitCode).toBe(0);
  expect(ids()).toEqual([]);
});

test('a push deploys the plan that was made before, and no other', async () => {
  const digest = 'planDigest: ${{ steps.plan.outputs.planDigest }}';
  const workflow = job('push', deploy('plan', 'dryRun: true'), deploy('first', digest), deploy('second', digest));
  const { exitCode, log } = await run(workflow, { files });
  expect(log).toContain('The plan is not the one that was reviewed');
  expect(exitCode).toBe(1);
  expect(ids()).toEqual(['a', 'b']);
});

test('a push that removes a flow deletes it; a scheduled check tells drift', async () => {
  const drift = 'drift=${{ steps.check.outputs.changed }}';
  const workflow = job(
    'push',
    deploy('deploy', 'prune: removed'),
    say('deleted=${{ steps.deploy.outputs.deleted }}'),
    deploy('check', 'dryRun: true', 'prune: removed'),
    say(drift),
  );
  const first = await run(workflow, { files });
  expect(first.log).toContain('deleted=0');
  expect(first.log).toContain('drift=false');
  const second = await run(workflow, { files, commits: [{ 'flows/a.yml': null }] });
  expect(second.log).toContain('deleted=1');
  expect(second.exitCode).toBe(0);
  expect(ids()).toEqual(['b']);
});
