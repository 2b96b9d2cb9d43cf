import { expect, test } from '@jest/globals';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import type { FileServer } from '../../../src/deploy-namespace-files/ports.js';
import { FakeFiles, jobOf } from './fakes.js';

test.each([
  [false, { new: 'x', same: 's' }, { '/new': true }],
  [true, { new: 'x', old: 'y', same: 's' }, { '/new': false, '/old': false }],
])('with override %s: what was not there may not be overwritten, or may', async (override, disk, expected) => {
  const kestra = new FakeFiles('1.x', { '/old': 'before', '/same': 's' });
  const put = kestra.putFile.bind(kestra);
  const onlyNew: Record<string, boolean | undefined> = {};
  const server = Object.assign(kestra, {
    putFile: (...[namespace, path, content, options]: Parameters<FileServer['putFile']>) => {
      onlyNew[path] = options?.onlyNew;
      return put(namespace, path, content);
    },
  });
  await deployNamespaceFiles(...jobOf(disk, server, { override }));
  expect(onlyNew).toEqual(expected);
});
