import { describe, expect, test } from '@jest/globals';
import { compareContents, readStored } from '../../../src/deploy-namespace-files/actual.js';
import { contentOf } from '../../../src/kestra/content.js';
import type { Target } from '../../../src/namespace-files/plan-targets.js';
import { bytesOf, type Contents, FakeFiles } from './fakes.js';

/** Targets of this disk, and what reading about them goes through. */
function readingOf(disk: Contents, kestra: FakeFiles) {
  const targets = Object.entries(disk).map(([name, content]): Target => ({
    file: { path: `src/${name}`, inRoot: name, size: bytesOf(content).length },
    path: `/${name}`,
  }));
  const read = ({ file }: Target) => contentOf(bytesOf(disk[file.inRoot]!));
  return { targets, ports: { server: kestra, contentOf: read, namespace: 'n', rules: '1.2' as const, concurrency: 1 } };
}

describe('what is asked about a namespace', () => {
  test('each folder once, though it has sizes and may hide something', async () => {
    const kestra = new FakeFiles('1.x', { '/a/x': '1', '/b/x': '1' });
    const { targets, ports } = readingOf({ 'a/x': '1', 'a/new': '1', 'b/x': '1' }, kestra);
    await readStored(targets, ports);
    expect(kestra.requests.toSorted()).toEqual(['LIST /a', 'LIST /b', 'SEARCH']);
  });

  test('sizes only where a file is there: new ones in many folders do not count', async () => {
    const kestra = new FakeFiles('1.x', { '/a/x': '1' });
    const many = Array.from({ length: 41 }, (_, index) => [`new${index}/x`, '1']);
    const { targets, ports } = readingOf({ 'a/x': '1', ...Object.fromEntries(many) }, kestra);
    const stored = await readStored(targets, ports);
    expect(stored.sizeOf('/a/x')).toBe(1);
  });

  test('a folder that is gone when it is looked into has no sizes', async () => {
    const kestra = new FakeFiles('1.x', { '/a/x': '1' });
    kestra.listFolder = () => Promise.resolve(undefined);
    const { targets, ports } = readingOf({ 'a/x': '1' }, kestra);
    const stored = await readStored(targets, ports);
    expect([stored.isFile('/a/x'), stored.sizeOf('/a/x')]).toEqual([true, undefined]);
  });
});

test('what is compared by its content is the same, different, or gone meanwhile', async () => {
  const kestra = new FakeFiles('1.x', { '/same': 'abc', '/other': 'abd', '/gone': 'abc' });
  const { targets, ports } = readingOf({ same: 'abc', other: 'abc', gone: 'abc' }, kestra);
  const stored = await readStored(targets, ports);
  kestra.stored.delete('/gone');
  const states = await compareContents(targets, stored, ports);
  expect(targets.map((target) => states.get(target))).toEqual(['same', 'different', 'missing']);
});
