import { expect, test } from '@jest/globals';
import { lintFlow } from '../../../src/lint/lint-flow.js';
import { judgeDocument } from '../../../src/rules/judge.js';
import type { KnownFlow } from '../../../src/rules/subflows.js';
import { parsed, places } from './placed.js';

const source = `id: a
namespace: b
tasks:
  - id: top
    type: io.kestra.plugin.core.flow.Subflow
    namespace: b
    flowId: gone
  - id: rendered
    type: io.kestra.plugin.core.flow.Subflow
    namespace: b
    flowId: "{{ inputs.flow }}"
  - id: each
    type: io.kestra.plugin.core.flow.ForEachItem
    items: "{{ inputs.file }}"
    namespace: b
    flowId: lost
  - id: group
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: inner
        type: io.kestra.plugin.core.flow.Subflow
        namespace: b
        flowId: missing
      - id: known
        type: io.kestra.plugin.core.flow.Subflow
        namespace: b
        flowId: here
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: p
      flows:
        - namespace: b
          flowId: never
        - namespace: b
          flowId: here
  - id: old
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionFlow
        namespace: b
        flowId: nowhere
inputs:
  - id: flow
    type: STRING
  - id: file
    type: FILE
`;

const unknown = (knownFlow: KnownFlow | undefined) =>
  judgeDocument(parsed(source), { rules: '1.3', knownFlow, lint: lintFlow }).problems.filter(({ rule }) =>
    /^unknown-/.test(rule),
  );

test('flows that are named and do not exist, at any depth', () => {
  const problems = unknown((_, id) => (id === 'here' ? 'present' : 'missing'));
  expect(places(source, problems)).toEqual([
    '7:13-7:17 unknown-subflow gone',
    '16:13-16:17 unknown-subflow lost',
    '23:17-23:24 unknown-subflow missing',
    '35:19-35:24 unknown-flow never',
    '43:17-43:24 unknown-flow nowhere',
  ]);
  // Only the first is said by a server as well.
  expect(problems.map(({ answer }) => answer)).toEqual(['warnings', 'none', 'none', 'none', 'none']);
  expect(new Set(problems.map(({ severity }) => severity))).toEqual(new Set(['warning']));
});

test('nothing is said when nobody knows, or when the flow is there', () => {
  expect(unknown(() => 'unknown')).toEqual([]);
  expect(unknown(() => 'present')).toEqual([]);
  expect(unknown(undefined)).toEqual([]);
});
