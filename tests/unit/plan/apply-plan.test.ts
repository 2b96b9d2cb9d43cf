import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { type Outcomes, startPlan } from '../../../src/plan/apply-plan.js';
import { start, states, Store, values, type Write } from './store.js';

describe('a plan that is carried out', () => {
  const actual = { old: 1, gone: 2 };
  const writes = [
    { name: 'new', value: 10 },
    { name: 'old', value: 11 },
  ];

  test('writes first and deletes last', async () => {
    const store = new Store(actual);
    const outcomes = await start(store, writes, ['gone'], { onError: 'continue' }).done;
    expect(states(outcomes)).toEqual(['done', 'done', 'done']);
    expect(store.log).toEqual(['new=10', 'old=11', 'gone=-']);
  });

  test.each([
    ['continue', ['failed', 'done', 'skipped']],
    ['stop', ['failed', 'skipped', 'skipped']],
    ['rollback', ['failed, untouched', 'skipped', 'skipped']],
  ] as const)('after a failed write, with `%s`, deletes nothing', async (onError, expected) => {
    const store = new Store(actual);
    store.failAt = 0;
    const outcomes = await start(store, writes, ['gone'], { onError }).done;
    expect(states(outcomes)).toEqual(expected);
    expect(store.values.has('gone')).toBe(true);
  });

  test('puts back what it did, the newest first', async () => {
    const store = new Store({ ...actual, more: 3 });
    store.failAt = 3;
    const seen: number[] = [];
    const onRollback = (steps: number) => seen.push(steps);
    const outcomes = await start(store, writes, ['gone', 'more'], { onError: 'rollback', onRollback }).done;
    expect(states(outcomes)).toEqual(['done, undone', 'done, undone', 'done, undone', 'failed, untouched']);
    expect(store.log).toEqual(['new=10', 'old=11', 'gone=-', 'gone=2', 'old=1', 'new=-']);
    expect(values(store)).toEqual({ gone: 2, more: 3, old: 1 });
    expect(seen).toEqual([4]);
  });

  test('says what it could not put back', async () => {
    const store = new Store(actual);
    store.failAt = 1;
    const application = startPlan(
      { writes, deletions: [] },
      {
        write: ({ name, value }: Write) => store.set(name, value),
        remove: () => Promise.resolve(),
        undoWrite: () => Promise.reject(new Error('Kestra is gone.')),
        undoRemoval: () => Promise.resolve({ state: 'undone' }),
      },
      { concurrency: 1, onError: 'rollback' },
    );
    const outcomes = await application.done;
    expect(outcomes.writes[0]).toMatchObject({
      state: 'done',
      undone: { state: 'not-undone', reason: 'Kestra is gone.' },
    });
  });

  test('tells at any time what is known', async () => {
    const store = new Store(actual);
    let known: Outcomes<void> | undefined;
    const application = start(store, writes, ['gone'], {
      onError: 'continue',
      onDone: (done) => {
        if (done === 1) known = application.outcomes();
      },
    });
    expect(states(application.outcomes())).toEqual(['skipped', 'skipped', 'skipped']);
    await application.done;
    expect(states(known!)).toEqual(['done', 'skipped', 'skipped']);
  });
});

describe('a cancelled plan', () => {
  const writes = ['a', 'b', 'c'].map((name) => ({ name, value: 1 }));

  test('starts nothing new', async () => {
    const stop = new AbortController();
    const store = new Store({});
    const onDone = () => stop.abort();
    const outcomes = await start(store, writes, ['x'], { onError: 'continue', signal: stop.signal, onDone }).done;
    expect(states(outcomes)).toEqual(['done', 'skipped', 'skipped', 'skipped']);
  });

  test('is undone with `rollback`, until time is up', async () => {
    const stop = new AbortController();
    const late = new AbortController();
    const store = new Store({});
    const onDone = (done: number) => {
      if (done === 2) stop.abort();
    };
    const options = { onError: 'rollback', signal: stop.signal, onDone } as const;
    expect(states(await start(store, writes, [], options).done)).toEqual(['done, undone', 'done, undone', 'skipped']);
    expect(values(store)).toEqual({});

    const second = new AbortController();
    const again = start(store, writes, [], {
      onError: 'rollback',
      signal: second.signal,
      onDone: () => second.abort(),
      onRollback: () => late.abort(),
      undoUntil: late.signal,
    });
    expect(states(await again.done)).toEqual(['done, not-undone', 'skipped', 'skipped']);
    expect(values(store)).toEqual({ a: 1 });
  });
});

describe('whatever fails', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const scenario = fc.record({
    actual: fc.dictionary(fc.constantFrom(...names), fc.nat(3)),
    wanted: fc.dictionary(fc.constantFrom(...names), fc.nat(3)),
    failAt: fc.nat(8),
    answerIsLost: fc.boolean(),
    concurrency: fc.integer({ min: 1, max: 3 }),
    needs: fc.array(fc.array(fc.nat(4), { maxLength: 2 }), { minLength: 5, maxLength: 5 }),
  });

  test('a rollback leaves the store as it was', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ actual, wanted, failAt, answerIsLost, concurrency, needs }) => {
        const store = new Store(actual);
        Object.assign(store, { failAt, answerIsLost });
        const writes = Object.entries(wanted).map(([name, value]) => ({ name, value }));
        const deletions = Object.keys(actual).filter((name) => !(name in wanted));
        const writeNeeds = writes.map((_, index) => needs[index]!.filter((need) => need < writes.length));
        const options = { onError: 'rollback', concurrency, writeNeeds } as const;
        await start(store, writes, deletions, options).done;
        const isFailed = failAt < writes.length + deletions.length;
        expect(values(store)).toEqual(
          Object.fromEntries(Object.entries(isFailed ? actual : wanted).sort(([a], [b]) => (a < b ? -1 : 1))),
        );
      }),
    );
  });
});
