import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { kestra, workspaceOf, writes } from './stage.js';
import { real } from './where.js';

/** What is in an archive that holds nothing. */
const EMPTY_ZIP = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
/** More than a component of a path may have. */
const LONG = 'n'.repeat(256);

async function stage(files: Readonly<Record<string, string | Uint8Array>>) {
  const server = await kestra();
  const { namespace } = server;
  const workspace = await workspaceOf({ 'f/plain.txt': 'plain', ...files });
  const run = (inputs: Readonly<Record<string, string>> = {}) =>
    runBundle('deploy-namespace-files', {
      workspace,
      inputs: { ...server.inputs, namespace, localPath: 'f', namespacePath: '/', override: 'true', ...inputs },
    });
  const text = async (path: string) => (await server.file(namespace, path))?.toString();
  return { server, namespace, workspace, run, text };
}

type Stage = Awaited<ReturnType<typeof stage>>;

async function expectRefused({ run, server }: Stage, inputs: Readonly<Record<string, string>>, why: RegExp) {
  const before = writes(server).length;
  const refused = await run(inputs);
  expect(refused.exitCode).toBe(1);
  expect(refused.outputs).toMatchObject({ failureReason: 'names', changed: 'false' });
  expect(refused.log).toMatch(why);
  expect(writes(server)).toHaveLength(before);
}

type Trap = readonly [files: Readonly<Record<string, string | Uint8Array>>, show: (at: Stage) => Promise<void>];

/**
 * The traps that were recorded on a real server, each by the name of its recording. What no action can send –
 * another name of the part, no path, a move – is held by the contract of the client.
 */
const TRAPS: Readonly<Record<string, Trap>> = {
  'upload again same': [
    {},
    async ({ run, server, namespace }) => {
      await run();
      const before = await server.revisions(namespace, '/plain.txt');
      expect((await run()).outputs).toMatchObject({ unchanged: '1', changed: 'false' });
      expect(await server.revisions(namespace, '/plain.txt')).toBe(before);
    },
  ],
  'upload changed': [
    {},
    async ({ run, server, namespace, text }) => {
      await server.upload(namespace, '/plain.txt', 'other');
      expect((await run()).outputs).toMatchObject({ updated: '1', created: '0' });
      expect(await text('/plain.txt')).toBe('plain');
      // In place: what Kestra knows about the file goes on.
      if (!/^1\.[01]\./.test(real?.version ?? '')) expect(await server.revisions(namespace, '/plain.txt')).toBe(2);
    },
  ],
  'upload empty': [
    { 'f/empty.py': '' },
    async ({ run, text }) => {
      expect((await run()).outputs).toMatchObject({ created: '2' });
      expect(await text('/empty.py')).toBe('');
      expect((await run()).outputs).toMatchObject({ unchanged: '2' });
    },
  ],
  'upload binary': [
    { 'f/x.bin': Buffer.from('AP8B/g0K', 'base64') },
    async ({ run, server, namespace }) => {
      await run();
      expect((await server.file(namespace, '/x.bin'))?.toString('base64')).toBe('AP8B/g0K');
    },
  ],
  'upload relative path': [
    {},
    async ({ run, server, namespace }) => {
      await run({ namespacePath: 'rel/./x' });
      expect(await server.files(namespace)).toEqual(['/rel/x/plain.txt']);
    },
  ],
  'upload dot dot': [{}, (at) => expectRefused(at, { namespacePath: 'a/../b' }, /"\.\." as a part of the path/)],
  'upload trailing slash': [
    {},
    async ({ run, server, namespace }) => {
      await run({ localPath: 'f/plain.txt', namespacePath: 'trail/' });
      expect(await server.files(namespace)).toEqual(['/trail/plain.txt']);
    },
  ],
  'upload long name': [{}, (at) => expectRefused(at, { namespacePath: LONG }, /the name has 256 bytes/)],
  'upload zip filename neutral': [
    { 'f/z/archive.ZIP': 'PK\u0003\u0004 no archive' },
    async ({ run, server, namespace, text }) => {
      await run();
      expect(await text('/z/archive.ZIP')).toBe('PK\u0003\u0004 no archive');
      expect(await server.files(namespace)).toEqual(['/plain.txt', '/z/archive.ZIP']);
    },
  ],
  'upload zip filename .zip (empty archive)': [
    { 'f/z/other.zip': EMPTY_ZIP },
    async ({ run, server, namespace }) => {
      await run();
      expect(await server.file(namespace, '/z/other.zip')).toEqual(EMPTY_ZIP);
    },
  ],
  'upload flow through _flows': [
    { 'f/_flows/imported.yml': flowIn('elsewhere')('imported') },
    async (at) => {
      await expectRefused(at, {}, /Kestra keeps "_flows" at the root for itself/);
      expect(await at.server.flows(at.namespace)).toEqual([]);
    },
  ],
  'upload onto a directory': [
    { 'f/a': 'a file' },
    async (at) => {
      await at.server.upload(at.namespace, '/a/b.txt', 'below');
      await expectRefused(at, {}, /f\/a: .*folder/);
      expect(await at.text('/a/b.txt')).toBe('below');
    },
  ],
  'upload below a file': [
    { 'f/a/b.txt': 'below' },
    async (at) => {
      await at.server.upload(at.namespace, '/a', 'a file');
      await expectRefused(at, {}, /f\/a\/b\.txt: .*file/);
      expect(await at.text('/a')).toBe('a file');
    },
  ],
  'list missing directory': [
    {},
    async ({ run, text }) => {
      expect((await run({ namespacePath: 'nope/at/all' })).outputs).toMatchObject({ created: '1' });
      expect(await text('/nope/at/all/plain.txt')).toBe('plain');
    },
  ],
  'search all': [
    {},
    async ({ run, server, namespace }) => {
      for (const path of ['/.env', '/deep/er/x', '/chars/~a.txt']) await server.upload(namespace, path, 'old');
      expect((await run({ prune: 'all' })).outputs).toMatchObject({ deleted: '3' });
      expect(await server.files(namespace)).toEqual(['/plain.txt']);
    },
  ],
  'get forbidden': [
    {},
    async ({ run, server, namespace }) => {
      await server.createFlow(flowIn(namespace)('mine'));
      expect((await run({ prune: 'all' })).exitCode).toBe(0);
      expect(await server.flows(namespace)).toEqual(['mine']);
    },
  ],
  export: [
    Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`f/${index}.sql`, `select ${index}`])),
    async ({ run, server, namespace }) => {
      await server.createFlow(flowIn(namespace)('mine'));
      await run();
      expect((await run()).outputs).toMatchObject({ unchanged: '121', changed: 'false' });
      expect(server.requests.filter(({ path }) => path.endsWith('/export'))).toHaveLength(1);
    },
  ],
  'create directory again': [
    { 'f/newdir/sub/x': 'x' },
    async ({ run, server, namespace, text }) => {
      await server.createFolder(namespace, '/newdir/sub');
      expect((await run()).outputs).toMatchObject({ created: '2', failed: '0' });
      expect(await text('/newdir/sub/x')).toBe('x');
    },
  ],
  'delete missing': [
    {},
    async ({ run, server, namespace }) => {
      await server.upload(namespace, '/old', 'old');
      let isGone = false;
      server.onRequest(async ({ method }) => {
        if (method === 'POST' && !isGone) await server.deleteFile(namespace, '/old');
        isGone ||= method === 'POST';
      });
      expect((await run({ prune: 'all' })).outputs).toMatchObject({ deleted: '1', failed: '0' });
      expect(await server.files(namespace)).toEqual(['/plain.txt']);
    },
  ],
  'delete last in directory': [
    { 'f/bin/deep/x.bin': 'x' },
    async ({ run, server, namespace, workspace }) => {
      await run();
      await rm(join(workspace, 'f/bin'), { recursive: true });
      expect((await run({ prune: 'all' })).outputs).toMatchObject({ deleted: '1' });
      expect(await server.folders(namespace)).toEqual([]);
    },
  ],
  'delete directory': [
    { 'f/with blank/a b.txt': 'b' },
    async ({ run, server, namespace, workspace }) => {
      await run();
      await rm(join(workspace, 'f/with blank'), { recursive: true });
      expect((await run({ prune: 'all' })).outputs).toMatchObject({ deleted: '1' });
      expect([await server.files(namespace), await server.folders(namespace)]).toEqual([['/plain.txt'], []]);
    },
  ],
  'upload deleted again': [
    {},
    async ({ run, server, namespace, text }) => {
      await server.upload(namespace, '/plain.txt', 'before');
      await server.deleteFile(namespace, '/plain.txt');
      expect((await run({ verify: 'true' })).outputs).toMatchObject({ created: '1', failed: '0' });
      expect(await text('/plain.txt')).toBe('plain');
    },
  ],
  'unknown namespace list': [
    {},
    async ({ run, server }) => {
      const namespace = server.sub('nobody.here');
      expect((await run({ namespace })).outputs).toMatchObject({ created: '1' });
      expect(await server.files(namespace)).toEqual(['/plain.txt']);
    },
  ],
};

describe('what a real server was seen to do, by the name of its recording', () => {
  test.each(Object.keys(TRAPS))('%s', async (name) => {
    const [files, show] = TRAPS[name]!;
    await show(await stage(files));
  });
});
