import { describe, expect, test } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundle } from '../local-runner/run-bundle.js';
import { credentials, kestra, workspaceOf } from './stage.js';

const demo = fileURLToPath(new URL('../../action-test-fixtures/demo/', import.meta.url));
const writes = (server: { readonly requests: readonly { readonly method: string }[] }) =>
  server.requests.filter(({ method }) => method !== 'GET');
const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : Buffer.from(bytes).toString());

describe('deploy-namespace-files', () => {
  test('uploads the demo folder byte for byte, and leaves it alone the second time', async () => {
    const server = await kestra();
    const inputs = {
      localPath: './config',
      namespacePath: 'config',
      namespace: 'company.etl',
      server: server.url,
      ...credentials,
    };
    const first = await runBundle('deploy-namespace-files', { workspace: demo, inputs });
    expect(first.exitCode).toBe(0);
    const names = (await readdir(join(demo, 'config'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(first.outputs).toMatchObject({ changed: 'true', created: String(names.length), unchanged: '0' });
    for (const name of names) {
      const target = `/config${name.slice(join(demo, 'config').length).replaceAll('\\', '/')}`;
      expect(Buffer.from(server.file('company.etl', target.replaceAll(' ', '+'))!)).toEqual(await readFile(name));
    }
    expect(server.file('company.etl', '/config/.secret-notes')).toBeUndefined();

    const before = writes(server).length;
    const again = await runBundle('deploy-namespace-files', { workspace: demo, inputs });
    expect(again.exitCode).toBe(0);
    expect(again.outputs).toMatchObject({ changed: 'false', unchanged: String(names.length), bytes: '0' });
    expect(writes(server)).toHaveLength(before);
  });

  test.each([
    ['./a.txt', 'dir/b.txt', '/dir/b.txt'],
    ['./a.txt', '/b.txt', '/b.txt'],
    ['./sub', '/', '/c.txt'],
    ['./sub', './nsfiles', '/nsfiles/c.txt'],
    ['./sub/', 'deep/er/', '/deep/er/c.txt'],
  ])('%s goes to %s', async (localPath, namespacePath, target) => {
    const server = await kestra();
    const run = await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({ 'a.txt': 'x', 'sub/c.txt': 'x' }),
      inputs: { localPath, namespacePath, namespace: 'company.team', server: server.url, ...credentials },
    });
    expect(run.exitCode).toBe(0);
    expect(text(server.file('company.team', target))).toBe('x');
  });

  test('without override all conflicts are listed and nothing is written', async () => {
    const server = await kestra();
    const inputs = { namespacePath: '/', namespace: 'company.team', server: server.url, ...credentials };
    await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({ 'a.txt': '1', 'b/c.txt': '2' }),
      inputs,
    });
    const before = writes(server).length;
    const run = await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({ 'a.txt': '9', 'b/c.txt': '22', 'new.txt': '' }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('a.txt');
    expect(run.log).toContain('b/c.txt');
    expect(run.log).toContain('override: true');
    expect(writes(server)).toHaveLength(before);
  });

  test('with override only what differs is written, in place', async () => {
    const server = await kestra();
    const inputs = {
      namespacePath: 'x',
      namespace: 'company.team',
      server: server.url,
      ...credentials,
      override: 'true',
    };
    await runBundle('deploy-namespace-files', { workspace: await workspaceOf({ 'a.txt': '1', 'b.txt': '2' }), inputs });
    const before = writes(server).length;
    const run = await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({ 'a.txt': '9', 'b.txt': '2' }),
      inputs,
    });
    expect(run.outputs).toMatchObject({ updated: '1', unchanged: '1', bytes: '1' });
    expect(text(server.file('company.team', '/x/a.txt'))).toBe('9');
    expect(writes(server).slice(before)).toEqual([expect.objectContaining({ method: 'POST' })]);
  });

  test('names that the server would store wrongly are refused together, before the first write', async () => {
    const server = await kestra();
    const run = await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({
        'good.txt': '',
        'a#1.txt': '',
        'b?.txt': '',
        'c d.txt': '',
        'c+d.txt': '',
        '_flows/x.yml': '',
      }),
      inputs: { namespacePath: '/', namespace: 'company.team', server: server.url, ...credentials },
    });
    expect(run.exitCode).toBe(1);
    for (const name of ['a#1.txt', 'b?.txt', 'c d.txt', '_flows']) expect(run.log).toContain(name);
    expect(writes(server)).toEqual([]);
  });

  test('a file where the server has a folder, and the reverse, are refused before the first write', async () => {
    const server = await kestra();
    const inputs = {
      namespacePath: '/',
      namespace: 'company.team',
      server: server.url,
      ...credentials,
      override: 'true',
    };
    await runBundle('deploy-namespace-files', { workspace: await workspaceOf({ 'a/b.txt': '1', c: '2' }), inputs });
    const before = writes(server).length;
    const run = await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({ a: '1', 'c/d.txt': '2', 'new.txt': '' }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    expect(writes(server)).toHaveLength(before);
  });

  test('a link that leaves the workspace is refused', async () => {
    const { symlink } = await import('node:fs/promises');
    const workspace = await workspaceOf({ 'files/a.txt': '1' });
    await symlink('/etc/passwd', join(workspace, 'files/passwd'));
    const server = await kestra();
    const run = await runBundle('deploy-namespace-files', {
      workspace,
      inputs: { localPath: 'files', namespacePath: '/', namespace: 'company.team', server: server.url, ...credentials },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/outside the workspace|leaves the workspace/);
    expect(writes(server)).toEqual([]);
  });

  test('a zip stays a zip', async () => {
    const server = await kestra();
    const zip = await readFile(join(demo, 'config/lookup.zip'));
    await runBundle('deploy-namespace-files', {
      workspace: await workspaceOf({ 'lookup.zip': zip }),
      inputs: {
        localPath: 'lookup.zip',
        namespacePath: 'lookup.zip',
        namespace: 'n',
        server: server.url,
        ...credentials,
      },
    });
    expect(Buffer.from(server.file('n', '/lookup.zip')!)).toEqual(zip);
    expect(server.file('n', '/lookup.csv')).toBeUndefined();
  });
});
