import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { type OnError, type Outcomes, type PlanOptions, startPlan } from '../../../src/plan/apply-plan.js';

/** A store of values that fails at the requests it is told to, before or after the change. */
class Store {
  readonly values: Map<string, number>;
  readonly log: string[] = [];
  requests = 0;
  failAt = -1;
  answerIsLost = false;

  constructor(values: Readonly<Record<string, number>>) {
    this.values = new Map(Object.entries(values));
  }

  async set(name: string, value: number | undefined): Promise<void> {
    await Promise.resolve();
    const fails = this.requests++ === this.failAt;
    if (fails && !this.answerIsLost) throw new Error(`no ${name}`);
    this.log.push(`${name}=${value ?? '-'}`);
    if (value === undefined) this.values.delete(name);
    else this.values.set(name, value);
    if (fails) throw new Error(`no answer for ${name}`);
  }
}

interface Write {
  readonly name: string;
  readonly value: number;
}

function start(
  store: Store,
  writes: readonly Write[],
  deletions: readonly string[],
  options: Partial<PlanOptions> & { readonly onError: OnError },
) {
  const before = new Map(store.values);
  const restore = async (name: string) => {
    if (store.values.get(name) === before.get(name)) return { state: 'untouched' } as const;
    await store.set(name, before.get(name));
    return { state: 'undone' } as const;
  };
  return startPlan(
    { writes, deletions },
    {
      write: ({ name, value }: Write) => store.set(name, value),
      remove: (name: string) => store.set(name, undefined),
      undoWrite: ({ name }) => restore(name),
      undoRemoval: (name) => restore(name),
    },
    { concurrency: 1, ...options },
  );
}

const states = ({ writes, deletions }: Outcomes<void>) =>
  [...writes, ...deletions].map((outcome) =>
    outcome.undone === undefined ? outcome.state : `${outcome.state}, ${outcome.undone.state}`,
  );
const values = (store: Store) => Object.fromEntries([...store.values].sort());

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
    expect(outcomes.deletions[0]).toMatchObject({ because: 'failure' });
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

describe('what a caller is told', () => {
  const writes = ['a', 'b'].map((name) => ({ name, value: 1 }));

  test('how many of all steps were tried', async () => {
    const told: string[] = [];
    const onDone = (done: number, total: number) => told.push(`${done} of ${total}`);
    await start(new Store({ x: 1 }), writes, ['x'], { onError: 'continue', onDone }).done;
    expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  });

  test('what is under way while it is', async () => {
    const seen: string[][] = [];
    const application = startPlan(
      { writes, deletions: [] },
      {
        write: () => Promise.resolve(void seen.push(states(application.outcomes()))),
        remove: () => Promise.resolve(),
        undoWrite: () => Promise.resolve({ state: 'untouched' }),
        undoRemoval: () => Promise.resolve({ state: 'untouched' }),
      },
      { concurrency: 1, onError: 'continue' },
    );
    await application.done;
    expect(seen).toEqual([
      ['under-way', 'skipped'],
      ['done', 'under-way'],
    ]);
  });

  test('why a step was not undone: its turn did not come, or it was being undone', async () => {
    const late = new AbortController();
    const undoing: unknown[] = [];
    const application = startPlan<Write, string, void>(
      { writes: [...writes, { name: 'c', value: 1 }], deletions: [] },
      {
        write: ({ name }) => (name === 'c' ? Promise.reject(new Error('no')) : Promise.resolve()),
        remove: () => Promise.resolve(),
        undoWrite: ({ name }) => {
          if (name === 'b') undoing.push(...application.outcomes().writes.map(({ undone }) => undone));
          if (name === 'b') late.abort();
          return Promise.resolve({ state: 'undone' });
        },
        undoRemoval: () => Promise.resolve({ state: 'undone' }),
      },
      { concurrency: 1, onError: 'rollback', undoUntil: late.signal },
    );
    const { writes: outcomes } = await application.done;
    const notYet = { state: 'not-undone', reason: 'The run ended before its turn.' };
    const amid = { state: 'not-undone', reason: 'The run ended while it was being put back.' };
    expect(undoing).toEqual([notYet, amid, { state: 'undone' }]);
    expect(outcomes.map(({ undone }) => undone)).toEqual([notYet, { state: 'undone' }, { state: 'undone' }]);
  });

  test('of no rollback where nothing was tried', async () => {
    const stop = new AbortController();
    stop.abort();
    const told: number[] = [];
    const options = {
      onError: 'rollback',
      signal: stop.signal,
      onRollback: (steps: number) => told.push(steps),
    } as const;
    const outcomes = await start(new Store({}), writes, ['x'], options).done;
    expect(outcomes.writes[0]).toEqual({ state: 'skipped', because: 'cancelled' });
    expect(outcomes.deletions[0]).toEqual({ state: 'skipped', because: 'cancelled' });
    expect(told).toEqual([]);
  });

  test('a failure before a cancellation is why the rest was skipped', async () => {
    const stop = new AbortController();
    const store = new Store({});
    store.failAt = 0;
    const options = { onError: 'stop', signal: stop.signal, onDone: () => stop.abort() } as const;
    const outcomes = await start(store, writes, ['x'], options).done;
    expect(outcomes.writes[1]).toEqual({ state: 'skipped', because: 'failure' });
    expect(outcomes.deletions[0]).toEqual({ state: 'skipped', because: 'failure' });
  });
});

test('what a step needed is put back after it, also when several are put back at once', async () => {
  const order: string[] = [];
  const pause = (turns: number): Promise<void> =>
    turns === 0 ? Promise.resolve() : Promise.resolve().then(() => pause(turns - 1));
  await startPlan<Write, string, void>(
    { writes: ['needed', 'needs', 'fails'].map((name) => ({ name, value: 1 })), deletions: [] },
    {
      write: ({ name }) => (name === 'fails' ? Promise.reject(new Error('no')) : Promise.resolve()),
      remove: () => Promise.resolve(),
      undoWrite: async ({ name }) => {
        await pause(name === 'needs' ? 20 : 0);
        order.push(name);
        return { state: 'undone' };
      },
      undoRemoval: () => Promise.resolve({ state: 'undone' }),
    },
    { concurrency: 3, onError: 'rollback', writeNeeds: [[], [0], []] },
  ).done;
  expect(order.indexOf('needed')).toBeGreaterThan(order.indexOf('needs'));
});

describe('a cancelled plan', () => {
  const writes = ['a', 'b', 'c'].map((name) => ({ name, value: 1 }));

  test('starts nothing new and says why', async () => {
    const stop = new AbortController();
    const store = new Store({});
    const onDone = () => stop.abort();
    const outcomes = await start(store, writes, ['x'], { onError: 'continue', signal: stop.signal, onDone }).done;
    expect(states(outcomes)).toEqual(['done', 'skipped', 'skipped', 'skipped']);
    expect(outcomes.writes[1]).toMatchObject({ because: 'cancelled' });
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
