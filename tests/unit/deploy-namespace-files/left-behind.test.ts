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
