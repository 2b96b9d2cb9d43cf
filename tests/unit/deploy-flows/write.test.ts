import { describe, expect, test } from '@jest/globals';
import type { StoredSource } from '../../../src/deploy-flows/actual.js';
import { desiredFlows } from '../../../src/deploy-flows/desired.js';
import { undoDeletion, undoWrite } from '../../../src/deploy-flows/undo.js';
import { UnwrittenError } from '../../../src/deploy-flows/unwritten.js';
import { createFlow, deleteFlow, updateFlow } from '../../../src/deploy-flows/write.js';
import { FakeFlows, flowText, LostError, parseFiles, portsOf } from './fakes.js';

const before = flowText('a', 'n');
const wanted = flowText('a', 'n', '    message: wanted');
const theirs = flowText('a', 'n', '    message: theirs');
const [flow] = desiredFlows(
  parseFiles({ 'a.yml': wanted }).map((authored) => ({ authored, edited: authored })),
).desired;
const stored = (source: string): StoredSource => ({ namespace: 'n', id: 'a', key: 'n/a', source });

/** A server that holds this flow, and what a write of it goes through. */
function stage(held: string | undefined, { override = true, exactly = false } = {}) {
  const kestra = new FakeFlows();
  if (held !== undefined) kestra.put(held);
  return { kestra, ports: { server: kestra, failures: portsOf(kestra).failures, override, exactly } };
}

describe('a write', () => {
  test('says what it did, from which revision to which', async () => {
    const created = stage(undefined);
    expect(await createFlow(flow!, created.ports)).toEqual({ action: 'created', revisionAfter: 1 });
    const { ports } = stage(before);
    expect(await updateFlow(flow!, stored(before), ports)).toEqual({
      action: 'updated',
      revisionBefore: 1,
      revisionAfter: 2,
      sourceBefore: before,
    });
    expect(await deleteFlow(stored(wanted), ports)).toEqual({
      action: 'deleted',
      revisionBefore: 2,
      sourceBefore: wanted,
    });
    expect(await deleteFlow(stored(wanted), ports)).toEqual({ action: 'unchanged' });
  });

  test('that Kestra takes for no change, as it keeps the revision, is none', async () => {
    const { kestra, ports } = stage(before);
    kestra.updateFlow = () => Promise.resolve({ ...stored(wanted), revision: 1 });
    const unchanged = { action: 'unchanged', revisionBefore: 1, revisionAfter: 1 };
    expect(await updateFlow(flow!, stored(before), ports)).toEqual(unchanged);
  });

  test('of what is gone creates it, unless only what was planned may be written', async () => {
    const free = stage(undefined);
    expect(await updateFlow(flow!, stored(before), free.ports)).toMatchObject({ action: 'created' });
    const bound = stage(undefined, { exactly: true });
    await expect(updateFlow(flow!, stored(before), bound.ports)).rejects.toThrow(UnwrittenError);
    expect(bound.kestra.writes()).toEqual([]);
  });

  const CHANGED = {
    message: 'Somebody changed n/a on the server during this run. It was not overwritten.',
    hint: 'Look at the change, then run the step again.',
  };

  test.each([
    ['was changed after the plan', { exactly: true }, theirs, stored(before), CHANGED],
    ['came into being after the plan', { exactly: true }, theirs, undefined, CHANGED],
    [
      'came into being, and nothing may be overwritten',
      { override: false },
      theirs,
      undefined,
      {
        message: 'n/a came into being on the server during this run and differs.',
        hint: 'Set `override: true` to update it.',
      },
    ],
  ])('leaves alone what %s', async (_what, how, held, found, error) => {
    const { kestra, ports } = stage(held, how);
    await expect(updateFlow(flow!, found, ports)).rejects.toMatchObject(error);
    expect(kestra.sources()).toEqual({ 'n/a': held });
  });

  test('that creates another flow has failed: a proxy may be the reason', async () => {
    const { kestra, ports } = stage(undefined);
    kestra.createFlow = () => Promise.resolve({ namespace: 'm', id: 'b', source: wanted, revision: 1 });
    await expect(createFlow(flow!, ports)).rejects.toMatchObject({
      reason: 'protocol',
      message: 'Kestra answered the creation of n/a with another flow, m/b.',
      hint: 'Look for a proxy that changes requests or answers, look at the flow, then run the step again.',
    });
  });
});

describe('a deletion', () => {
  test('leaves alone what was changed after the plan', async () => {
    const { kestra, ports } = stage(theirs);
    await expect(deleteFlow(stored(before), ports)).rejects.toMatchObject({
      message: 'Somebody changed n/a on the server during this run. It was not deleted.',
      hint: 'Look at the change, then run the step again.',
    });
    expect(kestra.writes()).toEqual([]);
  });

  test.each([
    ['has succeeded when the flow is gone', () => undefined, 'deleted'],
    ['has failed when it is there', (kestra: FakeFlows) => kestra.put(before), 'lost'],
    [
      'has failed when nobody can say',
      (kestra: FakeFlows) => {
        kestra.getFlow = () => Promise.reject(new Error('no answer'));
      },
      'lost',
    ],
  ])('whose answer is lost %s', async (_what, meanwhile, expected) => {
    const { kestra, ports } = stage(before);
    kestra.deleteFlow = () => {
      kestra.stored.clear();
      meanwhile(kestra);
      return Promise.reject(new LostError('lost'));
    };
    const outcome = await deleteFlow(stored(before), ports).then(
      ({ action }) => action,
      (error: Error) => error.message,
    );
    expect(outcome).toBe(expected);
  });
});

const UNTOUCHED = { state: 'untouched' };
const CHANGED = { state: 'not-undone', reason: 'Somebody else changed it meanwhile: it is left as it is now.' };
const failed = { state: 'failed', error: new Error('no') } as const;
const unwritten = { state: 'failed', error: new UnwrittenError('no') } as const;
const done = <Result>(result: Result) => ({ state: 'done', result }) as const;

describe('a write that is undone', () => {
  const created = done({ action: 'created' } as const);
  const updated = done({ action: 'updated', sourceBefore: before } as const);
  const unchanged = done({ action: 'unchanged' } as const);

  test.each([
    ['a creation', undefined, created, wanted, { state: 'undone' }, ['DELETE n/a']],
    ['a creation of what is gone', undefined, created, undefined, UNTOUCHED, []],
    ['a creation that somebody changed', undefined, created, theirs, CHANGED, []],
    ['a failed creation that arrived', undefined, failed, wanted, { state: 'undone' }, ['DELETE n/a']],
    ['a failed creation that did not arrive', undefined, failed, undefined, UNTOUCHED, []],
    ['a failed creation where somebody was faster', undefined, failed, theirs, UNTOUCHED, []],
    ['a creation that was not begun', undefined, unwritten, wanted, UNTOUCHED, []],
    ['an update', before, updated, wanted, { state: 'undone', revision: 2 }, ['PUT n/a']],
    ['an update of what is as it was', before, updated, before, UNTOUCHED, []],
    ['an update that somebody changed', before, updated, theirs, CHANGED, []],
    ['an update that somebody deleted', before, updated, undefined, CHANGED, []],
    [
      'an update of what the plan did not know',
      undefined,
      updated,
      wanted,
      { state: 'undone', revision: 2 },
      ['PUT n/a'],
    ],
    ['a failed update that arrived', before, failed, wanted, { state: 'undone', revision: 2 }, ['PUT n/a']],
    ['a failed update that did not arrive', before, failed, before, UNTOUCHED, []],
    ['a failed update that somebody changed', before, failed, theirs, UNTOUCHED, []],
    ['a failed update that somebody deleted', before, failed, undefined, UNTOUCHED, []],
    ['what was the same already', before, unchanged, wanted, UNTOUCHED, []],
  ] as const)('%s', async (_what, found, applied, now, undone, writes) => {
    const { kestra, ports } = stage(now);
    const planned = found === undefined ? undefined : stored(found);
    expect(await undoWrite(flow!, planned, applied, ports)).toEqual(undone);
    expect(kestra.writes()).toEqual(writes);
  });
});

describe('what puts a flow back and gets no answer', () => {
  const created = done({ action: 'created' } as const);
  const updated = done({ action: 'updated', sourceBefore: before } as const);
  type Meanwhile = (kestra: FakeFlows) => unknown;
  const unread: Meanwhile = (kestra) => {
    kestra.getFlow = () => Promise.reject(new Error('no answer'));
  };

  test.each<[string, Parameters<typeof undoWrite>[2], Meanwhile, Error, unknown]>([
    ['is done when the flow is as it was', updated, (kestra) => kestra.put(before), new LostError('lost'), 2],
    [
      'is done when the flow is gone again',
      created,
      (kestra) => kestra.stored.clear(),
      new LostError('lost'),
      undefined,
    ],
    ['has failed when the flow is as it was written', updated, () => undefined, new LostError('lost'), 'lost'],
    ['has failed when the flow is gone', updated, (kestra) => kestra.stored.clear(), new LostError('lost'), 'lost'],
    ['has failed when the flow is still there', created, () => undefined, new LostError('lost'), 'lost'],
    ['has failed when nobody can say', updated, unread, new LostError('lost'), 'lost'],
    [
      'has failed, whatever is there, when it was refused',
      updated,
      (kestra) => kestra.put(before),
      new Error('no'),
      'no',
    ],
  ])('%s', async (_what, applied, meanwhile, error, expected) => {
    const { kestra, ports } = stage(wanted);
    kestra.before = (request) => {
      if (!/^(?:PUT|DELETE)/.test(request)) return;
      meanwhile(kestra);
      throw error;
    };
    const outcome = await undoWrite(flow!, undefined, applied, ports).then(
      (undone) => undone,
      (thrown: Error) => thrown.message,
    );
    expect(outcome).toEqual(typeof expected === 'string' ? expected : { state: 'undone', revision: expected });
  });
});

describe('a deletion that is undone', () => {
  const deleted = done({ action: 'deleted' } as const);

  test.each([
    ['comes back', deleted, undefined, { state: 'undone', revision: 1 }, ['POST n/a']],
    ['is there again', deleted, before, UNTOUCHED, []],
    ['was written by somebody since', deleted, theirs, CHANGED, []],
    ['had failed, but arrived', failed, undefined, { state: 'undone', revision: 1 }, ['POST n/a']],
    ['had failed', failed, before, UNTOUCHED, []],
    ['had failed, and somebody wrote it since', failed, theirs, UNTOUCHED, []],
    ['was not begun', unwritten, undefined, UNTOUCHED, []],
    ['met that it was gone', done({ action: 'unchanged' } as const), undefined, UNTOUCHED, []],
  ] as const)('%s', async (_what, applied, now, undone, writes) => {
    const { kestra, ports } = stage(now);
    expect(await undoDeletion(stored(before), applied, ports)).toEqual(undone);
    expect(kestra.writes()).toEqual(writes);
  });
});
