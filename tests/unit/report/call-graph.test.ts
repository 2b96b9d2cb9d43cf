import { describe, expect, test } from '@jest/globals';
import { renderCallGraph } from '../../../src/report/call-graph.js';
import type { ChangeAction } from '../../../src/report/model.js';
import { flowDeployment } from './reports.js';

type Call = readonly [from: string, to: string];

const graphOf = (changed: Readonly<Record<string, ChangeAction>>, calls: readonly Call[]) =>
  renderCallGraph(
    flowDeployment({
      flows: Object.entries(changed).map(([key, action]) => ({ namespace: key[0]!, id: key.slice(2), action })),
      calls: calls.map(([from, to]) => ({ from, to })),
    }),
  );
const linesOf = (...args: Parameters<typeof graphOf>) => {
  const graph = graphOf(...args);
  return typeof graph === 'string' ? [graph] : graph.mermaid.split('\n');
};

describe('the graph of calls', () => {
  test('has each flow and each call once, in the order of names, and colours what changed', () => {
    const calls: readonly Call[] = [
      ['n/b', 'n/a'],
      ['n/a', 'n/c'],
      ['n/b', 'n/a'],
    ];
    expect(linesOf({ 'n/a': 'created', 'n/b': 'unchanged', 'n/c': 'created' }, calls)).toEqual([
      'flowchart LR',
      '  f0["n/a"]',
      '  f1["n/b"]',
      '  f2["n/c"]',
      '  f1 --> f0',
      '  f0 --> f2',
      '  classDef created fill:#dafbe1,stroke:#1a7f37',
      '  class f0,f2 created',
    ]);
  });

  test('shows of a name what a label can take', () => {
    const name = `n/"a" &b; ${'x'.repeat(200)}`;
    expect(
      linesOf({ 'n/a': 'updated' }, [
        ['n/a', name],
        ['n/a', ''],
      ]).slice(1, 4),
    ).toEqual(['  f0["·"]', `  f1["n/·a· ·b· ${'x'.repeat(110)}"]`, '  f2["n/a"]']);
  });

  test('reaches over any number of calls, in both directions, and not beyond', () => {
    const calls: readonly Call[] = [
      ['n/a', 'n/b'],
      ['n/c', 'n/b'],
      ['x/a', 'x/b'],
    ];
    expect(linesOf({ 'n/c': 'failed' }, calls).slice(1, 6)).toEqual([
      '  f0["n/a"]',
      '  f1["n/b"]',
      '  f2["n/c"]',
      '  f0 --> f1',
      '  f2 --> f1',
    ]);
    expect(linesOf({ 'n/d': 'created', 'n/a': 'skipped' }, calls)).toEqual(['none']);
    expect(linesOf({ 'n/a': 'created' }, [])).toEqual(['none']);
  });

  const star = (flows: number): readonly Call[] =>
    Array.from({ length: flows - 1 }, (_, index) => ['n/a', `n/b${index}`] as const);
  const everyTo = (flows: number): readonly Call[] =>
    Array.from(
      { length: flows * flows },
      (_, index) => [`n/${index % flows}`, `n/${Math.floor(index / flows)}`] as const,
    );

  test('has at most 60 flows and 400 calls', () => {
    expect(linesOf({ 'n/a': 'created' }, star(60))).toHaveLength(1 + 60 + 59 + 2);
    expect(graphOf({ 'n/a': 'created' }, star(61))).toBe('too-many');
    expect(linesOf({ 'n/1': 'created' }, everyTo(20))).toHaveLength(1 + 20 + 400 + 2);
    expect(graphOf({ 'n/1': 'created', 'n/0': 'created' }, [...everyTo(20), ['n/0', 'n/1']])).toMatchObject({
      isPart: true,
    });
  });

  test('is a part where only what is next to the changes can be drawn', () => {
    const calls: readonly Call[] = [...star(61), ['n/b1', 'n/c']];
    expect(graphOf({ 'n/c': 'updated' }, calls)).toEqual({
      mermaid: [
        'flowchart LR',
        '  f0["n/b1"]',
        '  f1["n/c"]',
        '  f0 --> f1',
        '  classDef updated fill:#fff8c5,stroke:#9a6700',
        '  class f1 updated',
      ].join('\n'),
      isPart: true,
    });
    expect(graphOf({ 'n/b1': 'updated' }, star(60))).toMatchObject({ isPart: false });
  });
});
