import { expect, test } from '@jest/globals';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import { countChanges } from '../../../src/plan/counts.js';
import { FakeFiles, jobOf } from './fakes.js';

/** Stores something else than what it gets. */
function garbling(): FakeFiles {
  const kestra = new FakeFiles();
  const put = kestra.putFile.bind(kestra);
  return Object.assign(kestra, {
    putFile: async (...given: Parameters<typeof put>) => {
      await put(...given);
      kestra.stored.set(given[1], Buffer.from('garbled'));
    },
  });
}

test.each(['continue', 'stop', 'rollback'] as const)(
  'what is stored otherwise than it was sent is a change: onError %s',
  async (onError) => {
    const { changed, counts } = await deployNamespaceFiles(...jobOf({ a: 'x' }, garbling(), { verify: true, onError }));
    expect(counts).toMatchObject({ created: 0, failed: 1 });
    expect(changed).toBe(true);
  },
);

test('so it is beside a write that was refused', async () => {
  const kestra = garbling();
  kestra.before = (request) => {
    if (request === 'POST /b') throw new Error('no');
  };
  const { changed } = await deployNamespaceFiles(...jobOf({ a: 'x', b: 'y' }, kestra, { verify: true }));
  expect(changed).toBe(true);
});

test('what was read back wrongly, but stored as it was sent, is taken back by a rollback: no change', async () => {
  const kestra = new FakeFiles();
  const holds = kestra.holdsFile.bind(kestra);
  let asked = 0;
  kestra.holdsFile = (...given) => (asked++ === 0 ? Promise.resolve(false) : holds(...given));
  const { changed, files } = await deployNamespaceFiles(
    ...jobOf({ a: 'x' }, kestra, { verify: true, onError: 'rollback' }),
  );
  expect(files).toMatchObject([{ action: 'failed', rollback: 'undone' }]);
  expect(kestra.contents()).toEqual({});
  expect(changed).toBe(false);
});

test('a write that the server refused is none', async () => {
  const kestra = new FakeFiles();
  kestra.before = (request) => {
    if (request.startsWith('POST')) throw new Error('no');
  };
  const { changed } = await deployNamespaceFiles(...jobOf({ a: 'x' }, kestra, { verify: true }));
  expect(changed).toBe(false);
});

test('what was not undone is a change, what was undone is none', () => {
  expect(countChanges([{ action: 'failed', rollback: 'not-undone' }]).changed).toBe(true);
  expect(countChanges([{ action: 'undone', rollback: 'undone' }, { action: 'failed' }]).changed).toBe(false);
});
