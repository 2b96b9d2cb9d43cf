import { describe, expect, test } from '@jest/globals';
import { FileWriter } from '../../../src/deploy-namespace-files/write.js';
import type { Target } from '../../../src/namespace-files/plan-targets.js';
import type { Change } from '../../../src/plan/plan-changes.js';
import { FakeFiles, jobOf } from './fakes.js';

const target: Target = { file: { path: 'src/a', inRoot: 'a', size: 3 }, path: '/a' };
const create: Change<Target> = { kind: 'create', desired: target };
const update: Change<Target> = { kind: 'update', desired: target };
const deletion = { stored: '/a', reason: 'not in src' };
const done = { state: 'done', result: { action: 'updated', bytes: 3 } } as const;
const failed = { state: 'failed', error: new Error('no') } as const;

const UNDONE = { state: 'undone' };
const UNTOUCHED = { state: 'untouched' };
const CHANGED = { state: 'not-undone', reason: 'Somebody else changed it meanwhile: it is left as it is now.' };
const NOT_KNOWN = { state: 'not-undone', reason: 'It holds neither what was there before nor what was sent.' };

/** A writer of the file "new" over a server that holds this at its path. */
function writerOver(held: string | undefined, more: Parameters<typeof jobOf>[2] = {}) {
  const kestra = new FakeFiles('2.x', held === undefined ? {} : { '/a': held });
  const sent: unknown[] = [];
  const put = kestra.putFile.bind(kestra);
  kestra.putFile = (namespace, path, content, ...options: readonly unknown[]) => {
    sent.push(...options);
    return put(namespace, path, content);
  };
  const [input, ports] = jobOf({ a: 'new' }, kestra, { onError: 'rollback', ...more });
  const hold = (text: string | undefined) =>
    text === undefined ? kestra.stored.delete('/a') : kestra.stored.set('/a', Buffer.from(text));
  return { writer: new FileWriter(input, ports), kestra, sent, hold };
}

describe('a write', () => {
  test('that is meant for a new file says so, unless it may override', async () => {
    for (const [change, override, onlyNew] of [
      [create, false, true],
      [create, true, false],
      [update, true, false],
    ] as const) {
      const { writer, sent } = writerOver(change === create ? undefined : 'old', { override });
      await writer.write(change);
      expect(sent).toEqual([{ onlyNew }]);
    }
  });

  test('says what it did, and keeps what was there only for a rollback', async () => {
    const undoable = writerOver('old');
    expect(await undoable.writer.write(update)).toEqual({ action: 'updated', bytes: 3 });
    expect(undoable.kestra.requests).toEqual(['GET /a', 'POST /a']);
    const lasting = writerOver('old', { onError: 'stop' });
    await lasting.writer.write(update);
    expect(lasting.kestra.requests).toEqual(['POST /a']);
    const fresh = writerOver(undefined);
    expect(await fresh.writer.write(create)).toEqual({ action: 'created', bytes: 3 });
    expect(fresh.kestra.requests).toEqual(['POST /a']);
  });

  test('that is read back as something else has failed, with what to do', async () => {
    const { writer, kestra, hold } = writerOver('old', { verify: true });
    kestra.before = (request) => (request === 'GET /a' ? hold('other') : undefined);
    await expect(writer.write(update)).rejects.toMatchObject({
      message: '/a was read back and is not what was sent.',
      hint: 'Something between here and Kestra, or somebody else, changed it. Run the step again.',
    });
  });
});

describe('a deletion whose answer was lost', () => {
  /** What the folder holds when the deletion has failed; the file itself is /d/a. */
  const removeFrom = async (left: Readonly<Record<string, string>>, listing: 'listed' | 'not listed' = 'listed') => {
    const kestra = new FakeFiles('1.x', { '/d/a b': 'old' });
    kestra.before = (request) => {
      if (request.startsWith('LIST') && listing === 'not listed') throw new Error('no list');
      if (!request.startsWith('DELETE')) return;
      kestra.stored.clear();
      for (const [path, text] of Object.entries(left)) kestra.stored.set(path, Buffer.from(text));
      throw new Error('no answer');
    };
    const [input, ports] = jobOf({}, kestra);
    return new FileWriter(input, ports).remove({ stored: '/d/a b', reason: 'not in src' });
  };

  test.each([
    ['with its folder', {}],
    ['from among others', { '/d/b': '', '/d/other': '' }],
    ['beside a name that ends alike', { '/d/b': '' }],
  ])('is done when the file is gone: %s', async (_what, left) => {
    expect(await removeFrom(left)).toEqual({ action: 'deleted', bytes: 0 });
  });

  test.each([
    ['it is there, under the name that Kestra gave it', { '/d/a+b': 'old', '/d/other': '' }, 'listed'],
    ['nobody can say', {}, 'not listed'],
  ] as const)('has failed when %s', async (_what, left, listing) => {
    await expect(removeFrom(left, listing)).rejects.toThrow('no answer');
  });
});

test('of what is kept for a rollback, fifty texts are shown; what is no text takes no place', async () => {
  const names = ['bytes', ...Array.from({ length: 51 }, (_, index) => `f${index}`)];
  const disk = Object.fromEntries(names.map((name) => [name, 'new']));
  const stored = Object.fromEntries(names.map((name) => [`/${name}`, name === 'bytes' ? Buffer.from([0]) : 'old']));
  const [input, ports] = jobOf(disk, new FakeFiles('1.x', stored), { onError: 'rollback' });
  const writer = new FileWriter(input, ports);
  for (const name of names) {
    await writer.write({
      kind: 'update',
      desired: { file: { path: `src/${name}`, inRoot: name, size: 3 }, path: `/${name}` },
    });
  }
  expect(names.filter((name) => writer.formerOf(`/${name}`).texts !== undefined)).toEqual(names.slice(1, 51));
  expect(writer.formerOf('/bytes')).toEqual({ bytesBefore: 1 });
});

describe('a write that is undone', () => {
  test.each([
    ['an update', 'old', update, done, 'new', UNDONE, 'old'],
    ['an update that did not arrive', 'old', update, failed, 'old', UNTOUCHED, 'old'],
    ['an update whose answer was lost', 'old', update, failed, 'new', UNDONE, 'old'],
    ['an update that somebody changed since', 'old', update, done, 'theirs', CHANGED, 'theirs'],
    ['an update that left something else', 'old', update, failed, 'half', NOT_KNOWN, 'half'],
    ['an update of what was gone already', undefined, update, failed, 'new', UNTOUCHED, 'new'],
    ['an update that somebody deleted since', 'old', update, done, undefined, CHANGED, undefined],
    ['a creation', undefined, create, done, 'new', UNDONE, undefined],
    ['a creation that did not arrive', undefined, create, failed, undefined, UNTOUCHED, undefined],
    ['a creation that somebody changed since', undefined, create, done, 'theirs', CHANGED, 'theirs'],
    ['a creation where somebody else was faster', undefined, create, failed, 'theirs', NOT_KNOWN, 'theirs'],
  ] as const)('%s', async (_what, before, change, applied, now, undone, after) => {
    const { writer, kestra, hold } = writerOver(before);
    await writer.write(change);
    hold(now);
    expect(await writer.undoWrite(change, applied)).toEqual(undone);
    expect(kestra.contents()['/a']).toBe(after);
  });
});

describe('a deletion that is undone', () => {
  test.each([
    ['comes back', 'old', undefined, UNDONE, 'old'],
    ['did not arrive', 'old', 'old', UNTOUCHED, 'old'],
    ['has been written by somebody since', 'old', 'theirs', CHANGED, 'theirs'],
    ['found nothing', undefined, undefined, UNTOUCHED, undefined],
  ])('%s', async (_what, before, now, undone, after) => {
    const { writer, kestra, hold } = writerOver(before);
    expect(await writer.remove(deletion)).toEqual({ action: 'deleted', bytes: 0 });
    hold(now);
    expect(await writer.undoRemoval(deletion)).toEqual(undone);
    expect(kestra.contents()['/a']).toBe(after);
  });
});
