import { describe, expect, test } from '@jest/globals';
import { startPlan } from '../../../src/plan/apply-plan.js';
import { start, states, Store, type Write } from './store.js';

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
    expect(outcomes.writes[0]).toEqual({ state: 'skipped' });
    expect(outcomes.deletions[0]).toEqual({ state: 'skipped' });
    expect(told).toEqual([]);
  });
});

test('what a step needed is put back after it, also when several are put back at once', async () => {
  const order: string[] = [];
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  await startPlan<Write, string, void>(
    { writes: ['needed', 'needs', 'fails'].map((name) => ({ name, value: 1 })), deletions: [] },
    {
      write: ({ name }) => (name === 'fails' ? Promise.reject(new Error('no')) : Promise.resolve()),
      remove: () => Promise.resolve(),
      undoWrite: async ({ name }) => {
        if (name === 'needs') await nextTurn();
        order.push(name);
        return { state: 'undone' };
      },
      undoRemoval: () => Promise.resolve({ state: 'undone' }),
    },
    { concurrency: 3, onError: 'rollback', writeNeeds: [[], [0], [1]] },
  ).done;
  expect(order).toEqual(['fails', 'needs', 'needed']);
});
