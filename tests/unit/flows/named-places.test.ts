import { describe, expect, test } from '@jest/globals';
import { entryAt, hasRepeatedKey, itemsOf, nodeAt, textOf, valueOf } from '../../../src/flows/navigate.js';
import { findReferences, referencesOf } from '../../../src/flows/references.js';
import type { MappingNode } from '../../../src/flows/tree.js';
import { parsed, plain } from './parsing.js';

describe('the flows that a flow names, and where', () => {
  const source = `id: a
namespace: own
tasks:
  - id: one
    type: io.kestra.plugin.core.flow.Subflow
    namespace: n
    flowId: sub
  - id: two
    type: io.kestra.plugin.core.flow.Subflow
    namespace: "{{ flow.namespace }}"
    flowId: mine
  - id: three
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ""
    flowId: none
  - id: four
    type: io.kestra.plugin.core.flow.Subflow
    namespace: n
    flowId: ""
  - id: five
    type: io.kestra.plugin.core.flow.Subflow
    flowId: lost
  - id: six
    type: io.kestra.plugin.core.flow.Subflow
    namespace: n.{{ vars.x }}
    flowId: templated
  - id: seven
    type: io.kestra.plugin.core.condition.ExecutionFlow
    namespace: n
    flowId: no-trigger
  - id: eight
    type: io.kestra.plugin.core.flow.Subflow
    namespace: [n]
    flowId: list
  - id: nine
    namespace: n
    flowId: typeless
triggers:
  - id: w
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      flows:
        - {namespace: n, flowId: flow}
        - {namespace: n, flowId: second}
      where:
        - filters:
            - {field: NAMESPACE, type: NOT_EQUAL_TO, value: other}
            - {field: NAMESPACE, type: EQUAL_TO, value: n}
            - {field: FLOW_ID, type: EQUAL_TO, value: filtered}
        - filters:
            - {field: FLOW_ID, type: EQUAL_TO, value: alone}
    dependsOn:
      - {namespace: n, flowId: needed}
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionFlow
        namespace: n
        flowId: condition
`;

  test('are these', () => {
    const { literal, templated } = findReferences(parsed(source).root);
    expect(literal.map(({ kind, namespace, id, path }) => [kind, `${namespace}/${id}`, path.join('.')])).toEqual([
      ['subflow', 'n/sub', 'tasks.0.flowId'],
      ['subflow', 'own/mine', 'tasks.1.flowId'],
      ['trigger', 'n/flow', 'triggers.0.preconditions.flows.0.flowId'],
      ['trigger', 'n/second', 'triggers.0.preconditions.flows.1.flowId'],
      ['trigger', 'n/needed', 'triggers.0.dependsOn.0.flowId'],
      ['trigger', 'n/filtered', 'triggers.0.preconditions.where.0.filters.2.value'],
      ['trigger', 'n/condition', 'triggers.0.conditions.0.flowId'],
    ]);
    expect(templated).toEqual([{ kind: 'subflow', path: ['tasks', 5, 'flowId'], text: 'n.{{ vars.x }}/templated' }]);
  });

  test('are written with their namespace, but where they follow the flow', () => {
    const written = referencesOf(parsed(source).root).map(({ id }) => id);
    expect(written).toEqual(['sub', 'flow', 'second', 'needed', 'filtered', 'condition']);
  });

  test('of a flow without a namespace do not follow it', () => {
    const { root } = parsed(source.replace('namespace: own\n', ''));
    expect(findReferences(root).templated.map(({ text }) => text)).toContain('{{ flow.namespace }}/mine');
  });
});

describe.each([3, 49, 50, 51, 120])('of a mapping with %d keys', (count) => {
  const keys = Array.from({ length: count }, (_, index) => `k${index}`);
  const mapping = (names: readonly string[]) =>
    parsed(names.map((name, index) => `${name}: ${index}\n`).join('')).root as MappingNode;

  test('the last of two that are the same counts', () => {
    const root = mapping([...keys.slice(0, -1), 'k0']);
    expect([textOf(root, 'k0'), textOf(root, 'k1'), textOf(root, 'none')]).toEqual([`${count - 1}`, '1', undefined]);
  });

  test('it is known whether one is repeated', () => {
    expect(hasRepeatedKey(mapping(keys))).toBe(false);
    expect(hasRepeatedKey(mapping([...keys.slice(0, -1), 'k0']))).toBe(true);
  });
});

describe('a path', () => {
  const { root } = parsed('a:\n  - b: c\n  - [d]\ne: f\n');

  test.each([
    [['a', 0, 'b'], 'c'],
    [['a', 1, 0], 'd'],
    [['a', 1], ['d']],
    [['e'], 'f'],
    [['a', 2], undefined],
    [['a', 'b'], undefined],
    [['e', 0], undefined],
    [['x', 'y', 0], undefined],
  ])('%j leads to %j', (path, value) => {
    const node = nodeAt(root, path);
    expect(node && plain(node)).toEqual(value);
  });

  test('ends with an entry when its last step is a key', () => {
    expect(entryAt(root, ['a', 0, 'b'])?.key).toBe('b');
    expect([entryAt(root, ['a', 0]), entryAt(root, []), entryAt(root, ['x'])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('to a list has its items, another none', () => {
    expect(itemsOf(valueOf(root, 'a'))).toHaveLength(2);
    expect([itemsOf(valueOf(root, 'e')), itemsOf(undefined), itemsOf(root)]).toEqual([[], [], []]);
  });
});
