import { describe, expect, test } from '@jest/globals';
import { findFormerCopies } from '../../../src/namespace-files/former-copies.js';
import type { TargetSource } from '../../../src/namespace-files/plan-targets.js';

const source = (localPath: string, names: readonly string[], more: Partial<TargetSource> = {}): TargetSource => ({
  localPath,
  kind: 'folder',
  files: names.map((name) => ({ path: `${localPath}/${name}`, inRoot: name, size: 1 })),
  namespacePath: '/',
  ...more,
});

describe('copies one level deeper', () => {
  test.each(['config', './config', 'src/config/', 'src/config/.', 'src\\config'])('of the folder %j', (localPath) => {
    const stored = ['/config/a.txt', '/config/sub/b.txt', '/config/other', '/a.txt'];
    expect(findFormerCopies([source(localPath, ['a.txt', 'sub/b.txt', 'c.txt'])], stored, '2.0')).toEqual([
      { localPath, folder: '/config', files: 2 },
    ]);
  });

  test('below the target', () => {
    const sources = [source('config', ['a.txt'], { namespacePath: 'deep/x' })];
    expect(findFormerCopies(sources, ['/deep/x/config/a.txt'], '2.0')).toMatchObject([
      { folder: '/deep/x/config', files: 1 },
    ]);
    expect(findFormerCopies(sources, ['/config/a.txt'], '2.0')).toEqual([]);
  });

  test('under the names that the server lists', () => {
    const sources = [source('my config', ['a b.txt'])];
    const copies = [{ localPath: 'my config', folder: '/my+config', files: 1 }];
    expect(findFormerCopies(sources, ['/my+config/a+b.txt'], '1.2')).toEqual(copies);
    expect(findFormerCopies(sources, ['/my config/a b.txt'], '1.2')).toEqual(copies);
    expect(findFormerCopies(sources, ['/my+config/a+b.txt'], '2.0')).toEqual([]);
  });

  test('are none where this run puts files, or a folder has no name of its own', () => {
    expect(findFormerCopies([source('config', ['a', 'config/a'])], ['/config/a'], '2.0')).toEqual([]);
    for (const localPath of ['.', './', '..', '/']) {
      expect(
        findFormerCopies([source(localPath, ['a'])], ['/./a', '/../a', '/a', '//a', '/undefined/a'], '2.0'),
      ).toEqual([]);
    }
    expect(findFormerCopies([source('config', ['config'], { kind: 'file' })], ['/config/config'], '2.0')).toEqual([]);
  });
});
