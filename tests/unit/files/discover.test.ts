import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readFlowFile } from '../../../src/files/read.js';
import { firstBadByte } from '../../../src/files/utf8.js';
import { makeWorkspace } from '../../local-runner/workspace.js';
import { cleanUp, workspaceOf, find, discover, badIn } from './discovering.js';

describe('finding files', () => {
  test('recursive, any case, hidden ones skipped, sorted', async () => {
    const workspace = await workspaceOf(
      'b.YML',
      'a/z.yaml',
      'a/b/c.Yaml',
      '.hidden/x.yml',
      'a/.x.yml',
      'a/readme.md',
      'a/x.yml.bak',
    );
    expect(await find(workspace, ['./'])).toEqual(['a/b/c.Yaml', 'a/z.yaml', 'b.YML']);
  });

  test('a hidden folder that is named is looked into', async () => {
    expect(await find(await workspaceOf('.kestra/x.yml'), ['.kestra'])).toEqual(['.kestra/x.yml']);
  });

  test('a single file is taken whatever it is called; overlapping roots give a file once', async () => {
    const workspace = await workspaceOf('a/one.yml', 'a/two.txt');
    expect(await find(workspace, ['a/two.txt', 'a', 'a/one.yml'])).toEqual(['a/one.yml', 'a/two.txt']);
  });

  test('globs are relative to the root', async () => {
    const workspace = await workspaceOf('flows/a/x.yml', 'flows/b/y.yml', 'flows/b/drafts/z.yml');
    expect(await find(workspace, ['flows'], { include: ['b/**/*.yml'] })).toEqual([
      'flows/b/drafts/z.yml',
      'flows/b/y.yml',
    ]);
    expect(await find(workspace, ['flows'], { exclude: ['**/drafts/**', './a/**'] })).toEqual(['flows/b/y.yml']);
  });

  test.each([
    [['missing'], /"missing" does not exist/],
    [['../'], /outside the workspace/],
    [['/etc'], /outside the workspace/],
    [['a'], /No file matches "\*\*\/\*\.yml", "\*\*\/\*\.yaml" in `directory` "a"/],
  ])('%p: %p', async (roots, message) => {
    await expect(find(await workspaceOf('a/b.txt'), roots)).rejects.toThrow(message);
  });

  test('links inside the workspace are followed; those that leave it or lead in circles hide nothing else', async () => {
    const workspace = await workspaceOf('real/x.yml', 'flows/y.yml');
    await symlink(join(workspace, 'real'), join(workspace, 'flows/linked'));
    expect(await find(workspace, ['flows'])).toEqual(['flows/linked/x.yml', 'flows/y.yml']);
    await symlink(join(workspace, 'real'), join(workspace, 'real/again'));
    expect(await find(workspace, ['real'])).toEqual(['real/x.yml']);
    expect(await badIn(workspace, 'real')).toEqual([{ path: 'real/again', problem: 'loop' }]);
    await mkdir(join(workspace, 'out'));
    await symlink('/etc/hosts', join(workspace, 'out/hosts.yml'));
    await symlink('/etc', join(workspace, 'out/venv'));
    expect(await find(workspace, ['out', 'flows'])).toEqual(['flows/linked/x.yml', 'flows/y.yml']);
    expect(await badIn(workspace, 'out')).toEqual([
      { path: 'out/hosts.yml', problem: 'outside' },
      { path: 'out/venv', problem: 'outside-folder' },
    ]);
    await expect(find(workspace, ['out/hosts.yml'])).rejects.toThrow(/outside the workspace/);
  });
});

describe('finding files where names and links are odd', () => {
  test('the order is that of the paths, whatever the order of the folder and of the roots', async () => {
    const workspace = await workspaceOf('b/x.yml', 'a/ü.yml', 'a/z.yml', 'a-b/x.yml', 'a/B.yml', 'Z.yml');
    const sorted = ['Z.yml', 'a-b/x.yml', 'a/B.yml', 'a/z.yml', 'a/ü.yml', 'b/x.yml'];
    expect(await find(workspace, ['./'])).toEqual(sorted);
    expect(await find(workspace, ['b', 'a', 'Z.yml', './', 'a-b/'])).toEqual(sorted);
  });

  test('a folder that is called like a file is looked into', async () => {
    expect(await find(await workspaceOf('x.yml/inner.yml', 'x.yml/readme.md'), ['.'])).toEqual(['x.yml/inner.yml']);
  });

  test('names with blanks, brackets and line ends are names', async () => {
    // Windows knows no such names.
    const odd = process.platform === 'win32' ? [] : ['line\nend.yml', '::error::x.yml', 'a\\b.yml'];
    const names = ['a b.yml', '[x].yml', '{y}.yml', ...odd];
    expect(await find(await workspaceOf(...names), ['./'])).toEqual([...names].sort());
  });

  test('an absolute path inside the workspace is one', async () => {
    const workspace = await workspaceOf('flows/x.yml');
    expect(await find(workspace, [join(workspace, 'flows')])).toEqual(['flows/x.yml']);
  });

  test('a workspace that is reached by a link is the workspace', async () => {
    const workspace = await workspaceOf('real/flows/x.yml');
    await symlink(join(workspace, 'real'), join(workspace, 'link'));
    expect(await find(join(workspace, 'link'), ['flows'])).toEqual(['flows/x.yml']);
  });

  test('each root gives its own name to a file; the first one counts', async () => {
    const workspace = await workspaceOf('a/b/x.yml');
    expect((await discover(workspace, ['a', 'a/b'])).files).toEqual([
      { path: 'a/b/x.yml', real: 'a/b/x.yml', inRoot: 'b/x.yml', size: 1 },
    ]);
    expect((await discover(workspace, ['a/b', 'a'])).files).toMatchObject([{ inRoot: 'x.yml' }]);
  });

  test('a link that leads nowhere is bad where it could be a flow, and nowhere else', async () => {
    const workspace = await workspaceOf('a/x.yml', 'b/x.yml');
    await symlink(join(workspace, 'none'), join(workspace, 'a/readme'));
    await symlink(join(await workspaceOf('other.yml'), 'other.yml'), join(workspace, 'a/other'));
    expect(await find(workspace, ['a'])).toEqual(['a/x.yml']);
    await symlink(join(workspace, 'none'), join(workspace, 'b/gone.yml'));
    expect(await badIn(workspace, 'b')).toEqual([{ path: 'b/gone.yml', problem: 'dangling', code: 'ENOENT' }]);
    expect(await find(workspace, ['b'], { exclude: ['gone.*'] })).toEqual(['b/x.yml']);
  });

  test('an excluded folder is not looked into, an excluded link not followed', async () => {
    const workspace = await workspaceOf('a/x.yml', 'a/vendor/y.yml');
    await symlink(await workspaceOf('other.yml'), join(workspace, 'a/outside'));
    await symlink(join(workspace, 'a'), join(workspace, 'a/vendor/loop'));
    expect((await badIn(workspace, 'a')).map(({ problem }) => problem).sort()).toEqual(['loop', 'outside-folder']);
    const excluded = await discover(workspace, ['a'], { exclude: ['outside', 'vendor/**'] });
    expect(excluded).toMatchObject({ files: [{ path: 'a/x.yml' }], badPaths: [], unused: [] });
  });

  test('a file below a file does not exist', async () => {
    await expect(find(await workspaceOf('x.yml'), ['x.yml/y.yml'])).rejects.toThrow(/"x.yml\/y.yml" does not exist/);
  });

  test('a pattern for names of files prunes no folder, a folder that is named is left out', async () => {
    const workspace = await workspaceOf('latest/x.yml', 'test-a.yml', 'drafts/y.yml');
    expect(await find(workspace, ['./'], { exclude: ['*test*', 'drafts'] })).toEqual(['latest/x.yml']);
  });

  test('a named file that is excluded matches nothing', async () => {
    await expect(find(await workspaceOf('a/x.yml'), ['a/x.yml'], { exclude: ['*.yml'] })).rejects.toMatchObject({
      message: expect.stringMatching(/No file matches .* without "\*\.yml"/) as unknown,
      hint: '1 file there has another name, or is excluded.',
    });
  });
});

describe('reading flows', () => {
  test('a file that is too large or cannot be read is a problem of its own', async () => {
    const workspace = await workspaceOf('folder.yml/x');
    const read = (path: string, size: number) => readFlowFile(workspace, { path, size });
    expect(read('large.yml', 6 * 1_048_576 + 1)).toMatchObject({ problem: 'too-large', megabytes: 7, most: 6 });
    expect(read('gone.yml', 6 * 1_048_576)).toMatchObject({ problem: 'unreadable' });
    expect(read('folder.yml', 10)).toMatchObject({ problem: 'unreadable', code: 'EISDIR' });
    expect(read('gone.yml', 10)).toMatchObject({ problem: 'unreadable', code: 'ENOENT' });
  });

  test.each<[string, readonly number[], number, number]>([
    ['a byte that begins nothing', [0x61, 0x0a, 0x62, 0xff], 2, 2],
    ['a continuation alone', [0x80], 1, 1],
    ['a sequence that is cut off', [0x61, 0xe2, 0x82], 1, 2],
    ['a sequence that a line end cuts', [0xe2, 0x82, 0x0a, 0x61], 1, 1],
    ['an overlong form', [0x61, 0xc0, 0x80], 1, 2],
    ['an overlong form of three bytes', [0x61, 0xe0, 0x80, 0x80], 1, 2],
    ['a byte that begins more than Unicode has', [0xf5, 0x80, 0x80, 0x80], 1, 1],
    ['a bad byte behind the first character of two bytes', [0xc2, 0x80, 0x61, 0xff], 1, 3],
    ['a bad byte behind the first character of three bytes', [0xe0, 0xa0, 0x80, 0x61, 0xff], 1, 3],
    ['a bad byte behind a mark inside a line', [0x61, 0xef, 0xbb, 0xbf, 0xff], 1, 3],
    ['a lone surrogate', [0x61, 0x61, 0xed, 0xa0, 0x80], 1, 3],
    ['more than Unicode has', [0xf4, 0x90, 0x80, 0x80], 1, 1],
    ['UTF-16', [0xff, 0xfe, 0x69, 0x00], 1, 1],
    [
      'a bad byte behind a mark and other characters',
      [0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0xff],
      1,
      4,
    ],
  ])('%s is found', async (_what, bytes, line, column) => {
    const workspace = await makeWorkspace({ 'a.yml': Uint8Array.from(bytes) });
    cleanUp.push(workspace.remove);
    const read = readFlowFile(workspace.path, { path: 'a.yml', size: bytes.length });
    expect(read).toEqual({ path: 'a.yml', problem: 'not-utf8', line, column });
  });

  test('the first bad byte is where the decoder of the platform stops', () => {
    const bytes = fc.array(
      fc.oneof(
        fc.constantFrom(0x61, 0x0a, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0x98, 0x80, 0xf4, 0x90),
        fc.nat(255),
      ),
      { maxLength: 12 },
    );
    const isFine = (one: Uint8Array) => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(one);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(bytes, (list) => {
        const all = Uint8Array.from(list);
        const at = firstBadByte(all);
        expect(at === all.length).toBe(isFine(all));
        expect(isFine(all.subarray(0, at))).toBe(true);
        // Nothing that begins there is a character.
        for (let end = at + 1; end <= Math.min(at + 4, all.length); end++)
          expect(isFine(all.subarray(at, end))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('hidden files are taken where that is asked for, and never what is in .git', async () => {
    const workspace = await workspaceOf('a.yml', '.b.yml', '.d/c.yml', '.git/d.yml', 'sub/.git/e.yml');
    expect(await find(workspace, ['.'])).toEqual(['a.yml']);
    expect(await find(workspace, ['.'], { includeHidden: true })).toEqual(['.b.yml', '.d/c.yml', 'a.yml']);
  });

  test('every character is kept, and bytes that are no UTF-8 are named by line', async () => {
    const workspace = await makeWorkspace({
      'a.yml': '\uFEFFid: ü\r\n',
      'b.yml': Buffer.from([0x61, 0x0a, 0xff, 0x0a]),
    });
    cleanUp.push(workspace.remove);
    const read = (path: string) => readFlowFile(workspace.path, { path, size: 10 });
    expect(read('a.yml')).toEqual({ path: 'a.yml', text: '\uFEFFid: ü\r\n' });
    expect(read('b.yml')).toEqual({ path: 'b.yml', problem: 'not-utf8', line: 2, column: 1 });
  });
});
