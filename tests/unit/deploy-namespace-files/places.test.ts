import { describe, expect, test } from '@jest/globals';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import type { FileDeployment } from '../../../src/deploy-namespace-files/deployment.js';
import { type Contents, FakeFiles, jobOf } from './fakes.js';

const actions = ({ files }: FileDeployment) => Object.fromEntries(files.map(({ target, action }) => [target, action]));
const run = async (disk: Contents, kestra: FakeFiles, more: Parameters<typeof jobOf>[2] = {}) => {
  kestra.requests.length = 0;
  return deployNamespaceFiles(...jobOf(disk, kestra, more));
};

describe('verify', () => {
  test('a file that is not there as it was sent has failed', async () => {
    const kestra = new FakeFiles();
    const put = kestra.putFile.bind(kestra);
    kestra.putFile = async (namespace, path, content) => {
      await put(namespace, path, content);
      if (path === '/a') kestra.stored.set('/a', Buffer.from('cut'));
    };
    const result = await run({ a: 'whole', b: 'x' }, kestra, { verify: true });
    expect(actions(result)).toEqual({ '/a': 'failed', '/b': 'created' });
    expect(result.files[0]!.error).toContain('/a was read back and is not what was sent.');
    expect(kestra.requests.filter((request) => request.startsWith('GET'))).toHaveLength(2);
  });
});

describe('places', () => {
  test('a path that differs only by case or Unicode form from one on the server: both are named', async () => {
    const kestra = new FakeFiles('1.x', { '/Readme.md': 'x', '/caf\u00e9': 'x', '/same': 'x' });
    const result = await run({ 'README.md': 'y', 'cafe\u0301': 'y', same: 'x', other: '' }, kestra);
    expect(result.warnings).toEqual([
      'src/README.md becomes the new file /README.md, but the server has /Readme.md, which differs only by the case of letters: there will be two files.',
      'src/cafe\u0301 becomes the new file /cafe\u0301, but the server has /caf\u00e9, which differs only by the form of its Unicode: there will be two files.',
    ]);
    expect(result.counts.created).toBe(3);
  });

  test.each([
    ['both are there already', { '/Readme.md': 'x', '/README.md': 'x' }, {}],
    ['both are there already, in this order', { '/README.md': 'x', '/Readme.md': 'x' }, {}],
    ['the other one is deleted by this run', { '/Readme.md': 'x', '/README.md': 'x' }, { prune: 'all' }],
    ['the new one takes its place', { '/Readme.md': 'x' }, { prune: 'all' }],
  ] as const)('there is nothing to say of it when %s', async (_what, stored, more) => {
    const result = await run({ 'README.md': 'y' }, new FakeFiles('1.x', stored), { override: true, ...more });
    expect(result.failure).toBeUndefined();
    expect(result.warnings).toEqual([]);
  });

  test('copies that the official action put below the name of the folder: what to do with them', async () => {
    const kestra = new FakeFiles('1.x', { '/src/a': 'x', '/src/b': 'x', '/src/other': 'x' });
    expect((await run({ a: 'x', b: 'x', c: 'x' }, kestra)).warnings).toEqual([
      'The server holds 2 files of src in /src as well, where the official action put them. Flows that read /src/… go on reading those copies, which this run leaves as they are. Set `keepFolderName: true` to go on with that folder; or change the flows, then delete it in Kestra.',
    ]);
  });

  test('an empty folder where a file should go: Kestra 1.x would say yes and store nothing', async () => {
    const kestra = new FakeFiles('1.x', { '/d/x': '' });
    const list = kestra.listFolder.bind(kestra);
    kestra.listFolder = async (namespace, path) => [
      ...((await list(namespace, path)) ?? []),
      ...(path === '/d' ? [{ name: 'empty', type: 'Directory', size: 0 } as const] : []),
    ];
    const result = await run({ 'd/empty': 'text' }, kestra);
    expect(result.failure?.message).toContain('the server has a folder at /d/empty.');
    expect(kestra.writes()).toEqual([]);
  });
});
