import { describe, expect, test } from '@jest/globals';
import { startLocalGitHub } from '../local-runner/local-github.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { afterwards, closedAddress, flowIn, kestra, workspaceOf } from './stage.js';

const pullRequest = {
  name: 'pull_request',
  payload: {
    pull_request: {
      number: 7,
      base: { sha: 'b'.repeat(40), repo: { full_name: 'acme/flows' } },
      head: { sha: 'c'.repeat(40), repo: { full_name: 'acme/flows' } },
    },
  },
};

const heading = (markdown: string) => /^### .*$/m.exec(markdown)?.[0];

describe('headings', () => {
  test('11.25: say what was done, where, with what result; nothing deployed is not called deployed', async () => {
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
  test('11.25, 11.26: name action, id, commit and run, and never the server – all three actions write them', async () => {
    const server = await kestra();
    const github = await startLocalGitHub({});
    afterwards(github.close);
    const { namespace } = server;
    const workspace = await workspaceOf({ 'a.yml': flowIn(namespace)('a'), 'config/b.txt': 'b' });
    const options = {
      workspace,
      event: pullRequest,
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

  test('11.26: also when the failure is about the address', async () => {
    const server = await closedAddress();
    const workspace = await workspaceOf({ 'a.yml': flowIn('company.team')('a') });
    const inputs = { server, user: 'ci@acme.com', password: 'Passw0rd!', retries: '0' };
    const run = await runBundle('deploy-flows', { workspace, inputs });
    const { host } = new URL(server);
    expect(run.log).toContain(host);
    expect(run.outputs['commentBody']).toContain('Flows not deployed: the server was not reached');
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
  ] as const)('11.31: %s, %s %j: failureReason "%s"', async (action, message, more, reason) => {
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
