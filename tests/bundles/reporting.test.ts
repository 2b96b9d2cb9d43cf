import { describe, expect, test } from '@jest/globals';
import { pullRequestEvent } from '../local-runner/events.js';
import { startLocalGitHub } from '../local-runner/local-github.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { afterwards, closedAddress, kestra, localKestra, workspaceOf } from './stage.js';
import { onDouble } from './on-double.js';

/** Where nothing is sent to a server, its namespace does not matter. */
const flow = flowIn('company.team');

const heading = (markdown: string) => /^### .*$/m.exec(markdown)?.[0];

describe('headings', () => {
  test('say what was done, where, with what result; nothing deployed is not called deployed', async () => {
    const server = await kestra();
    const { host } = new URL(server.url);
    const { inputs, namespace } = server;
    const flow = flowIn(namespace);
    const workspace = await workspaceOf({ 'a.yml': flow('a'), 'config/b.txt': 'b' });
    const first = await runBundle('deploy-flows', { workspace, inputs });
    expect(heading(first.summary)).toBe(`### ✅ Flows deployed to <a href="${server.url}">${host}</a>: 1 created`);
    const again = await runBundle('deploy-flows', { workspace, inputs });
    expect(heading(again.summary)).toBe(
      `### ✅ Flows on <a href="${server.url}">${host}</a> are up to date: 1 unchanged`,
    );
    expect(again.log).toContain(`Flows on ${host} are up to date: 1 unchanged`);
    const conflict = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a', 'message: other') }),
      inputs,
    });
    expect(heading(conflict.summary)).toBe(
      `### ❌ Flows not deployed to <a href="${server.url}">${host}</a>: 1 exists there and differs`,
    );
    const files = { ...inputs, localPath: 'config', namespacePath: 'config', namespace };
    const uploaded = await runBundle('deploy-namespace-files', { workspace, inputs: files });
    expect(uploaded.log).toContain(`Files in ${namespace}:/config on ${host}: 1 created`);
    const checked = await runBundle('validate-flows', { workspace, inputs });
    expect(heading(checked.summary)).toContain('Flows: 1 valid &#40;checked by ');
  });
});

describe('comments', () => {
  test('name action, id, commit and run, and never the server – all three actions write them', async () => {
    const server = await kestra();
    const github = await startLocalGitHub({});
    afterwards(github.close);
    const { namespace } = server;
    const workspace = await workspaceOf({ 'a.yml': flowIn(namespace)('a'), 'config/b.txt': 'b' });
    const options = {
      workspace,
      event: pullRequestEvent(),
      env: { GITHUB_API_URL: github.url, TEST_GITHUB_TOKEN: 'ghs_1234567890' },
    };
    const inputs = { ...server.inputs, comment: 'true', commentId: 'staging' };
    const files = { localPath: 'config', namespacePath: 'config', namespace };
    const runs = [
      await runBundle('validate-flows', { ...options, inputs }),
      await runBundle('deploy-flows', { ...options, inputs }),
      await runBundle('deploy-namespace-files', { ...options, inputs: { ...inputs, ...files } }),
    ];
    expect(github.comments).toHaveLength(3);
    const { host } = new URL(server.url);
    for (const [index, run] of runs.entries()) {
      const body = github.comments[index]!.body;
      expect(run.outputs['commentBody']).toBe(body);
      expect(body).toContain('<code>staging</code>');
      expect(body).toContain(`https://github.com/acme/flows/commit/${'c'.repeat(40)}`);
      expect(body).toContain('https://github.com/acme/flows/actions/runs/42');
      for (const text of [body, JSON.stringify(run.report)]) {
        expect(text).not.toContain(host);
        expect(text).not.toContain(encodeURIComponent(host));
      }
      expect(run.summary).toContain(server.url);
    }
  });

  test('also when the failure is about the address', async () => {
    const server = await closedAddress();
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    const inputs = { server, user: 'ci@acme.com', password: 'Passw0rd!', retries: '0' };
    const run = await runBundle('deploy-flows', { workspace, inputs });
    const { host } = new URL(server);
    expect(run.log).toContain(host);
    expect(run.outputs['commentBody']).toContain('Flows not deployed: the server is not available');
    for (const text of [run.outputs['commentBody']!, JSON.stringify(run.report)]) {
      expect(text).not.toContain(host);
      expect(text).toContain('the server');
    }
  });
});

describe('for machines', () => {
  test.each([
    ['validate-flows', 'message: hi', {}, ''],
    ['validate-flows', 'mesage: hi', {}, 'findings'],
    ['validate-flows', 'message: hi', { failOn: 'sometimes' }, 'inputs'],
    ['validate-flows', 'message: hi', { directory: 'nowhere' }, 'files'],
    ['deploy-flows', 'message: hi', {}, ''],
    ['deploy-flows', 'mesage: hi', {}, 'findings'],
    ['deploy-flows', 'message: hi', { apiToken: '', user: 'ci@acme.com', password: 'Wrong-1234' }, 'unauthorized'],
    ['deploy-namespace-files', '', { namespacePath: '/' }, ''],
  ] as const)('%s, %s %j: failureReason "%s"', async (action, message, more, reason) => {
    const server = await kestra();
    const { namespace } = server;
    const workspace = await workspaceOf({ 'a.yml': flowIn(namespace)('a', message) });
    const target: Record<string, string> = action === 'deploy-namespace-files' ? { namespace } : {};
    const inputs = action === 'validate-flows' ? more : { ...server.inputs, ...target, ...more };
    const { outputs, report, exitCode } = await runBundle(action, { workspace, inputs });
    expect(outputs['failureReason']).toBe(reason);
    expect(exitCode).toBe(reason === '' ? 0 : 1);
    expect((report as { failure?: { reason: string } }).failure?.reason ?? '').toBe(reason);
    expect(outputs['commentBody']).toMatch(/^<!-- kestra-actions:.* -->\n### /);
  });
});

describe('what is not meant', () => {
  test('YAML of other tools is one finding a file', async () => {
    const workspace = await workspaceOf({
      'docker-compose.yml': 'services:\n  db:\n    image: postgres\n',
      'k8s.yml': 'apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Service\n',
      'mkdocs.yml': 'site_name: x\nnav: []\n',
      'models.yml': 'version: 2\nmodels:\n  - name: a\n',
      'a.yml': flow('a'),
      'begun.yml': 'namespace: company.team\n',
    });
    const { report, log } = await runBundle('validate-flows', { workspace });
    const { findings } = report as {
      findings: readonly { file: string; rule: string; message: string; hint?: string }[];
    };
    const others = findings.filter(({ file }) => file !== 'begun.yml');
    expect(others.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'docker-compose.yml not-a-flow',
      'k8s.yml not-a-flow',
      'mkdocs.yml not-a-flow',
      'models.yml not-a-flow',
    ]);
    expect(others[0]!.message).toBe('This does not look like a flow: it has no `namespace` and no `tasks`.');
    expect(others[0]!.hint).toBe('Set `directory` to the folder of the flows, or leave the file out with `exclude`.');
    expect(findings.some(({ file, rule }) => file === 'begun.yml' && rule !== 'not-a-flow')).toBe(true);
    expect(log).toContain('✗ docker-compose.yml');
  });

  test.each([
    ['flows/*.yml', 'globs go to `include`'],
    ['flows, more', 'Several folders are written one per line.'],
    ['nowhere', 'Is actions/checkout the first step'],
  ])('directory: %s', async (directory, hint) => {
    const workspace = await workspaceOf({ 'flows/a.yml': flow('a'), 'more/b.yml': flow('b') });
    const { log, exitCode } = await runBundle('validate-flows', { workspace, inputs: { directory } });
    expect(exitCode).toBe(1);
    expect(log).toContain(hint);
  });
});

describe('words', () => {
  test('the log shows whole sentences, what is there and what to write instead', async () => {
    const workspace = await workspaceOf({
      'a.yml': 'id: a\nnamespace: company.team\ntasks:\n',
      'b.yml': flow('b').replace('tasks:', 'inputs:\n  - { id: i, type: BOOLEAN, required: false }\ntasks:'),
    });
    const { log } = await runBundle('validate-flows', { workspace, inputs: { kestraVersion: '2.0' } });
    expect(log).toContain('"tasks" must be a list, but it is empty.');
    expect(log).toContain('Unknown type "BOOLEAN". Use BOOL.');
    const upgrade = await runBundle('validate-flows', { workspace, inputs: { upgradeTo: '2.0' } });
    expect(upgrade.log).toContain('Kestra 2.0 will refuse this: unknown type "BOOLEAN". Use BOOL.');
  });

  test('refused credentials: what to do in this action, and nothing that only another one can', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    const inputs = { server: server.url, user: 'nobody@acme.com', password: 'Wrong-1234' };
    const offline = 'Without `server` the flows are validated offline';
    expect((await runBundle('validate-flows', { workspace, inputs })).log).toContain(offline);
    const deploy = await runBundle('deploy-flows', { workspace, inputs });
    expect(deploy.log).toContain('one of Dependabot only those that are stored for Dependabot');
    expect(deploy.log).not.toMatch(/offline|leave `server`/);
  });

  test('versions that make no sense together', async () => {
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    const wrong = await runBundle('validate-flows', { workspace, inputs: { upgradeTo: '1.3' } });
    expect(wrong.outputs['failureReason']).toBe('inputs');
    expect(wrong.log).toContain('nothing is known that 1.3 refuses and 1.3 takes');
    const old = await runBundle('validate-flows', { workspace, inputs: { kestraVersion: '0.19' } });
    expect(old.log).toContain('older than the oldest rules that are known');
  });
});

describe('each medium in its own form', () => {
  test('the summary has no word about the log, and folds what is no error', async () => {
    const workspace = await workspaceOf({
      'a.yml': flow('a', 'mesage: hi'),
      'b.yml': flow('b', 'message: "{{ x | uper }}"'),
    });
    const { log, summary, outputs } = await runBundle('validate-flows', { workspace });
    expect(log).toContain('Fix the 1 error marked above; the summary lists them with their lines.');
    expect(log).toContain('::group::1 warning in 1 file');
    for (const text of [summary, outputs['commentBody']!]) {
      expect(text).not.toMatch(/marked above|the summary/);
      expect(text).toContain('<details><summary>1 warning in 1 file</summary>');
    }
  });
});

describe('namespace files', () => {
  const folder = { namespacePath: 'config', localPath: 'config' };

  onDouble('A server before 2.0 stores a blank otherwise.')(
    'a name that the server stores otherwise: both in a notice, the stored one everywhere',
    async () => {
      const server = await localKestra();
      const workspace = await workspaceOf({ 'config/with blank.txt': 'a', 'config/b.txt': 'b' });
      const inputs = { ...server.inputs, ...folder, namespace: server.namespace };
      const run = await runBundle('deploy-namespace-files', { workspace, inputs });
      expect(run.exitCode).toBe(0);
      const notice = '1 file has another name on the server';
      expect(run.log).toContain(
        `${notice}: Kestra before 2.0 stores "+" for a blank (/config/with blank.txt → /config/with+blank.txt).`,
      );
      expect(run.summary).toContain(notice);
      expect(run.log).toContain('+ created   /config/with+blank.txt');
      expect(run.summary).toContain('<code>/config/with+blank.txt</code>');
    },
  );

  test('copies where the official action put them are named, once', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({ 'config/a.txt': 'a', 'config/sub/b.txt': 'b' });
    const inputs = { ...server.inputs, ...folder, namespace: server.namespace };
    const former = { ...inputs, keepFolderName: 'true' };
    expect((await runBundle('deploy-namespace-files', { workspace, inputs: former })).log).not.toContain('as well');
    const run = await runBundle('deploy-namespace-files', { workspace, inputs });
    expect(run.outputs).toMatchObject({ created: '2' });
    const warning = 'The server holds 2 files of config in /config/config as well, where the official action put them.';
    expect(run.log).toContain(`::warning::${warning}`);
    expect(run.summary).toContain('The server holds 2 files of config in /config/config as well');
    expect(run.summary).toContain('<code>keepFolderName: true</code>');
  });
});
