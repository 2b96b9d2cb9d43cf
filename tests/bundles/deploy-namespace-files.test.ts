import { describe, expect, test } from '@jest/globals';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundle } from '../local-runner/run-bundle.js';
import { onDouble } from './on-double.js';
import { kestra, localKestra, workspaceOf, writes } from './stage.js';

const demo = fileURLToPath(new URL('../../action-test-fixtures/demo/', import.meta.url));
const ACTION = 'deploy-namespace-files';

/** A server, and the inputs that upload to the root of the test's namespace. */
async function atRoot() {
  const server = await kestra();
  return { server, inputs: { ...server.inputs, namespace: server.namespace, namespacePath: '/' } };
}

describe('deploy-namespace-files', () => {
  test('uploads the demo folder byte for byte, and leaves it alone the second time', async () => {
    const server = await kestra();
    const { namespace } = server;
    const inputs = { ...server.inputs, localPath: './config', namespacePath: 'config', namespace };
    const first = await runBundle(ACTION, { workspace: demo, inputs });
    expect(first.exitCode).toBe(0);
    const names = (await readdir(join(demo, 'config'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(first.outputs).toMatchObject({ changed: 'true', created: String(names.length), unchanged: '0' });
    for (const name of names) {
      const target = `/config${name.slice(join(demo, 'config').length).replaceAll('\\', '/')}`;
      expect(await server.file(namespace, target)).toEqual(await readFile(name));
    }
    expect(await server.file(namespace, '/config/.secret-notes')).toBeUndefined();

    const before = writes(server).length;
    const again = await runBundle(ACTION, { workspace: demo, inputs });
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
    const { server, inputs } = await atRoot();
    const run = await runBundle(ACTION, {
      workspace: await workspaceOf({ 'a.txt': 'x', 'sub/c.txt': 'x' }),
      inputs: { ...inputs, localPath, namespacePath },
    });
    expect(run.exitCode).toBe(0);
    expect((await server.file(server.namespace, target))?.toString()).toBe('x');
  });

  test('files of every kind arrive in new folders in one run, and are unchanged in the next', async () => {
    const { server, inputs } = await atRoot();
    const contents = ['', 'text\r\n', Buffer.from([0, 255, 128]), 'PK\u0003\u0004'];
    const names = ['plain.txt', 'ü 你好.md', 'pack.zip', 'with blank.bin'];
    const files = Object.fromEntries(
      Array.from({ length: 160 }, (_, index) => [
        `top-${index % 4}/d${index % 12}/${index}-${names[index % 4]}`,
        contents[index % 4]!,
      ]),
    );
    const workspace = await workspaceOf(files);
    const first = await runBundle(ACTION, { workspace, inputs });
    expect(first.outputs).toMatchObject({ created: '160', failed: '0' });
    expect(await server.files(server.namespace)).toHaveLength(160);
    for (const [name, content] of Object.entries(files)) {
      expect([name, await server.file(server.namespace, `/${name}`)]).toEqual([name, Buffer.from(content)]);
    }
    const before = writes(server).length;
    const again = await runBundle(ACTION, { workspace, inputs });
    expect(again.outputs).toMatchObject({ changed: 'false', unchanged: '160' });
    expect(writes(server)).toHaveLength(before);
  });

  test('without override all conflicts are listed and nothing is written', async () => {
    const { server, inputs } = await atRoot();
    await runBundle(ACTION, { workspace: await workspaceOf({ 'a.txt': '1', 'b/c.txt': '2' }), inputs });
    const before = writes(server).length;
    const run = await runBundle(ACTION, {
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
    const { server, inputs: access } = await atRoot();
    const inputs = { ...access, namespacePath: 'x', override: 'true' };
    await runBundle(ACTION, { workspace: await workspaceOf({ 'a.txt': '1', 'b.txt': '2' }), inputs });
    const before = writes(server).length;
    const run = await runBundle(ACTION, { workspace: await workspaceOf({ 'a.txt': '9', 'b.txt': '2' }), inputs });
    expect(run.outputs).toMatchObject({ updated: '1', unchanged: '1', bytes: '1' });
    expect((await server.file(server.namespace, '/x/a.txt'))?.toString()).toBe('9');
    expect(writes(server).slice(before)).toEqual([expect.objectContaining({ method: 'POST' })]);
  });

  test('names that the server would store wrongly are refused together, before the first write', async () => {
    const { server, inputs } = await atRoot();
    const run = await runBundle(ACTION, {
      workspace: await workspaceOf({
        'good.txt': '',
        'a:b.txt': '',
        'ab.txt': '',
        'd:e.txt': '',
        'D:e.txt': '',
        '_flows/x.yml': '',
      }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    for (const name of ['a:b.txt', 'D:e.txt', '_flows']) expect(run.log).toContain(name);
    expect(writes(server)).toEqual([]);
  });

  onDouble('The names that 1.3.25 stores wrongly.')('names are refused for the server at hand', async () => {
    const { inputs, namespace, ...server } = await localKestra();
    const names = ['a#1.txt', 'b?.txt', 'c d.txt', 'c+d.txt'];
    const run = await runBundle(ACTION, {
      workspace: await workspaceOf(Object.fromEntries(names.map((name) => [name, '']))),
      inputs: { ...inputs, namespace, namespacePath: '/' },
    });
    expect(run.exitCode).toBe(1);
    for (const name of names) expect(run.log).toContain(name);
    expect(writes(server)).toEqual([]);
  });

  test('a file where the server has a folder, and the reverse, are refused before the first write', async () => {
    const { server, inputs: access } = await atRoot();
    const inputs = { ...access, override: 'true' };
    await runBundle(ACTION, { workspace: await workspaceOf({ 'a/b.txt': '1', c: '2' }), inputs });
    const before = writes(server).length;
    const run = await runBundle(ACTION, {
      workspace: await workspaceOf({ a: '1', 'c/d.txt': '2', 'new.txt': '' }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    expect(writes(server)).toHaveLength(before);
  });

  test('an upload that the server refuses does not stop the others', async () => {
    const server = await kestra({
      faults: [{ method: 'POST', path: '/files', nth: 2, effect: 'status', status: 422 }],
    });
    const run = await runBundle(ACTION, {
      workspace: await workspaceOf({ a: '1', b: '2', c: '3' }),
      inputs: { ...server.inputs, namespace: server.namespace, namespacePath: '/', concurrency: '1' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ created: '2', failed: '1' });
    expect(await server.files(server.namespace)).toHaveLength(2);
  });

  test('a link that leaves the workspace is refused', async () => {
    const workspace = await workspaceOf({ 'files/a.txt': '1' });
    await symlink('/etc/passwd', join(workspace, 'files/passwd'));
    const { server, inputs } = await atRoot();
    const run = await runBundle(ACTION, { workspace, inputs: { ...inputs, localPath: 'files' } });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('The symbolic link files/passwd leads outside the workspace.');
    expect(writes(server)).toEqual([]);
  });

  test('a zip stays a zip', async () => {
    const { server, inputs } = await atRoot();
    const zip = await readFile(join(demo, 'config/lookup.zip'));
    await runBundle(ACTION, {
      workspace: await workspaceOf({ 'lookup.zip': zip }),
      inputs: { ...inputs, localPath: 'lookup.zip', namespacePath: 'lookup.zip' },
    });
    expect(await server.file(server.namespace, '/lookup.zip')).toEqual(zip);
    expect(await server.files(server.namespace)).toEqual(['/lookup.zip']);
  });
});
