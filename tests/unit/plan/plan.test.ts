import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { applyAll } from '../../../src/plan/apply.js';
import { orderByNeeds } from '../../../src/plan/order.js';
import { planChanges, type ActualState } from '../../../src/plan/plan-changes.js';

describe('a plan', () => {
  const states: readonly ActualState[] = ['missing', 'same', 'different'];

  test('updates what differs when it may override', () => {
    const plan = planChanges(states, (state) => state, { override: true, deletions: [] });
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['create', 'unchanged', 'update']);
    expect(plan.writes.map(({ desired }) => desired)).toEqual(['missing', 'different']);
    expect(plan.conflicts).toEqual([]);
  });

  test('has a conflict where it may not, and none for what is the same', () => {
    const plan = planChanges(states, (state) => state, { override: false, deletions: [] });
    expect(plan.conflicts.map(({ desired }) => desired)).toEqual(['different']);
    expect(plan.writes.map(({ desired }) => desired)).toEqual(['missing']);
  });
});

const graph = fc
  .integer({ min: 0, max: 12 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(Math.max(size - 1, 0)), { maxLength: 4 }), { minLength: size, maxLength: size }),
  );

describe('the order', () => {
  test('is the given one when nobody needs anybody', () => {
    expect(orderByNeeds([[], [], []]).order).toEqual([0, 1, 2]);
  });

  test('puts everything after what it needs when there is no cycle', () => {
    const acyclic = graph.map((needs) => needs.map((list, node) => list.filter((need) => need > node)));
    fc.assert(
      fc.property(acyclic, (needs) => {
        const { order, honoured } = orderByNeeds(needs);
        expect([...order].sort((a, b) => a - b)).toEqual([...needs.keys()]);
        for (const [node, list] of needs.entries()) {
          for (const need of list) expect(order.indexOf(need)).toBeLessThan(order.indexOf(node));
        }
        expect(honoured).toEqual(needs);
      }),
    );
  });

  test('holds everything once, also with cycles, and honours only what comes earlier', () => {
    fc.assert(
      fc.property(graph, (needs) => {
        const { order, honoured } = orderByNeeds(needs);
        expect([...order].sort((a, b) => a - b)).toEqual([...needs.keys()]);
        for (const [node, list] of honoured.entries()) {
          for (const need of list) expect(order.indexOf(need)).toBeLessThan(order.indexOf(node));
        }
      }),
    );
  });

  test('names the cycles, and does not let their members wait for each other', () => {
    fc.assert(
      fc.property(graph, (needs) => {
        const reaches = (from: number, to: number): boolean => {
          const seen = new Set<number>();
          const open = [...needs[from]!];
          for (let node = open.pop(); node !== undefined; node = open.pop()) {
            if (node === to) return true;
            if (!seen.has(node)) open.push(...needs[node]!);
            seen.add(node);
          }
          return false;
        };
        const { honoured, cycles } = orderByNeeds(needs);
        for (const [node, list] of needs.entries()) {
          expect(honoured[node]).toEqual(list.filter((need) => !reaches(need, node) && need !== node));
          const group = [...needs.keys()].filter((other) => reaches(node, other) && reaches(other, node));
          if (group.length > 1) expect(cycles).toContainEqual(group);
        }
        expect(cycles.flat().length).toBe(new Set(cycles.flat()).size);
      }),
    );
  });

  test('bears a chain deeper than the stack', () => {
    const needs = Array.from({ length: 200_000 }, (_, node) => (node < 199_999 ? [node + 1] : []));
    expect(orderByNeeds(needs).order[0]).toBe(199_999);
  });
});

/** Work that ends when the test says so. */
function gatedWork() {
  const started: number[] = [];
  const gates = new Map<number, { readonly pass: () => void; readonly fail: (error: Error) => void }>();
  const work = (item: number) =>
    new Promise<string>((resolve, reject) => {
      started.push(item);
      gates.set(item, { pass: () => resolve(`did ${item}`), fail: reject });
    });
  return { started, gates, work };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('applying', () => {
  test('keeps to the concurrency', async () => {
    let underWay = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++underWay);
      await settle();
      underWay--;
    };
    await applyAll([...Array(20).keys()], work, { concurrency: 3 });
    expect(most).toBe(3);
  });

  test('goes on after a failure and gives every result at its place', async () => {
    const failure = new Error('no');
    const results = await applyAll([1, 2, 3], (n) => (n === 2 ? Promise.reject(failure) : Promise.resolve(n * 10)), {
      concurrency: 1,
    });
    expect(results).toEqual([
      { state: 'done', result: 10 },
      { state: 'failed', error: failure },
      { state: 'done', result: 30 },
    ]);
  });

  test('starts nothing new once it is told to stop, and lets what is under way end', async () => {
    const { started, gates, work } = gatedWork();
    const stop = new AbortController();
    const all = applyAll([0, 1, 2, 3], work, { concurrency: 2, signal: stop.signal });
    await settle();
    expect(started).toEqual([0, 1]);
    stop.abort();
    gates.get(0)!.pass();
    gates.get(1)!.fail(new Error('late'));
    const results = await all;
    expect(results.map(({ state }) => state)).toEqual(['done', 'failed', 'skipped', 'skipped']);
    expect(started).toEqual([0, 1]);
  });

  test('waits for what an item needs, even when that fails, while others go ahead', async () => {
    const { started, gates, work } = gatedWork();
    const all = applyAll([0, 1, 2], work, { concurrency: 3, needs: [[2], [], []] });
    await settle();
    expect(started).toEqual([2, 1]);
    gates.get(2)!.fail(new Error('no'));
    await settle();
    expect(started).toEqual([2, 1, 0]);
    gates.get(0)!.pass();
    gates.get(1)!.pass();
    expect((await all).map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
  });

  test('starts nothing new after a failure when it is told so', async () => {
    const work = (n: number) => (n === 2 ? Promise.reject(new Error('no')) : Promise.resolve(n));
    const results = await applyAll([1, 2, 3], work, { concurrency: 1, stopAfterFailure: true });
    expect(results.map(({ state }) => state)).toEqual(['done', 'failed', 'skipped']);
  });

  test('tells how far it is, for each item that was tried', async () => {
    const told: string[] = [];
    await applyAll([1, 2, 3], () => Promise.resolve(), {
      concurrency: 1,
      onDone: (done, total) => told.push(`${done}/${total}`),
    });
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });

  test('ends for any graph of needs', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.integer({ min: 1, max: 4 }), async (needs, concurrency) => {
        const results = await applyAll([...needs.keys()], (n) => Promise.resolve(n), { concurrency, needs });
        expect(results).toEqual(needs.map((_, n) => ({ state: 'done', result: n })));
      }),
    );
  });
});
