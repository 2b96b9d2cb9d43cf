import { expect, test } from '@jest/globals';
import { placeRule } from '../../../src/findings/place/place-text.js';
import type { YamlPath } from '../../../src/flows/tree.js';
import type { ProblemTarget } from '../../../src/rules/verdict.js';
import { parseText } from '../../flow-source.js';

/** Where a problem of the offline rules is placed: the text that stands there, and its offset. */
function placed(source: string, text: string, target: ProblemTarget) {
  const problem = { rule: 'r', severity: 'error', answer: 'constraints', text, target } as const;
  const { start, end } = placeRule(parseText(source), problem, '1.3');
  return { there: source.slice(start, end), start };
}

const LABELS = 'labels:\n  a: b\n  c:\n    d: e\n';
const TASK = 'tasks:\n  - type: x\n    id: ~\n    name: n\n    m: {k: v}\n';
const TWICE =
  'tasks:\n  - id: t\n    one: 1\n    tasks:\n      - id: t\n        one: 2\n  - {id: u, one: 3}\n  - id: t\n    one: 4\n';

test.each<[string, string, string, YamlPath, string]>([
  ['a label that is wrong by its key', 'labels[0].key: no', LABELS, ['labels', 'a'], 'a'],
  ['the eleventh label', 'labels[10].key: no', LABELS, ['labels', 'a'], 'a'],
  ['a label that is wrong by its value', 'labels[0].value: no', LABELS, ['labels', 'a'], 'b'],
  ['a label of something else', 'x.labels[0].key: no', LABELS, ['labels', 'a'], 'b'],
  ['what is deeper in a label', 'labels[0].key: no', LABELS, ['labels', 'c', 'd'], 'e'],
  ['a value that is null', 'tasks[0].id: must not be null', TASK, ['tasks', 0], '~'],
  ['a value that is null, for blank', 'tasks[0].id: must not be blank', TASK, ['tasks', 0], '~'],
  ['a value that is null, for empty', 'tasks[0].id: must not be empty', TASK, ['tasks', 0], '~'],
  ['a value of which more is known', 'tasks[0].id: must not be null, says x', TASK, ['tasks', 0], 'type'],
  [
    'a value that is null in an object of a task',
    'tasks[0].retry.interval: must not be null',
    'tasks:\n  - retry: {type: x, interval: ~}\n',
    ['tasks', 0, 'retry'],
    '~',
  ],
  ['a value that is there', 'tasks[0].name: must not be null', TASK, ['tasks', 0], 'type'],
  ['a property that is missing', 'tasks[0].other: must not be null', TASK, ['tasks', 0], 'type'],
  ['a mapping', 'tasks[0].m: must not be null', TASK, ['tasks', 0], 'type'],
  ['a message about a part of the task', 'tasks[0]: `x` cannot be null for type y', TASK, ['tasks', 0], 'x'],
  [
    'a message about a task from inside of it',
    'tasks[0].m: `x` cannot be null for type y',
    TASK,
    ['tasks', 0, 'm'],
    'x',
  ],
  ['another message', 'tasks[0]: is wrong', TASK, ['tasks', 0], 'type'],
  ['a path that goes on where the document ends', 'x: is wrong', TASK, ['tasks', 0, 'gone', 'deeper'], 'type'],
  [
    'a task in a task, of which nothing more is known',
    'w: Only runnable tasks are allowed',
    'tasks:\n  - type: io.kestra.plugin.core.flow.Parallel\n  - {id: w, tasks: [{type: a.B}]}\n',
    ['tasks', 1],
    'id',
  ],
  ['the second task of a name', 'Duplicate task id with name [t]', TWICE, ['id'], 't'],
])('%s: %s', (_what, text, source, path, there) => {
  expect(placed(source, text, { path, part: 'value' }).there).toBe(there);
});

test.each<[YamlPath, string]>([
  [['tasks', 0], 'one: 1'],
  [['tasks', 0, 'tasks', 0], 'one: 2'],
  [['tasks', 1], 'one: 2'],
  [['tasks', 2], 'one: 4'],
])('of several tasks with the name in a sentence, the one nearest to %j is meant', (path, line) => {
  const { start } = placed(TWICE, "The task 't' cannot use the 'one' property", { path, part: 'value' });
  expect(start).toBe(TWICE.indexOf(line));
});

test('a span is taken as it is, and a document that is no flow as a whole', () => {
  expect(placed('id: a\n', 'x', { span: { start: 4, end: 5 } })).toEqual({ there: 'a', start: 4 });
  expect(placed('- a\n- b\n', 'x', { path: [], part: 'key' }).start).toBe(0);
  expect(placed('id: @a\n', 'x', { path: [], part: 'key' })).toEqual({ there: '@a', start: 4 });
});
