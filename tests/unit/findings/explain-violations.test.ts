import { describe, expect, test } from '@jest/globals';
import { say } from './explained.js';
import { findingsOf, refusing } from './placing.js';

describe('violations', () => {
  test.each([
    ['hello.message: must not be null', 'missing-property', '"message" of "hello" is missing.'],
    ['tasks[hello].message: must not be null', 'missing-property', '"message" of "hello" is missing.'],
    ['inner.inner.message: must not be null', 'missing-property', '"message" of "inner" is missing.'],
    ['tasks[inner].tasks[inner].message: must not be null', 'missing-property', '"message" of "inner" is missing.'],
    ['m.then[0].message: must not be null', 'missing-property', '"message" of "m" is missing.'],
    ['tasks[m]._else[0].message: must not be null', 'missing-property', '"message" of "m" is missing.'],
    ['inputs[a].itemType: must not be null', 'missing-property', '"itemType" of "a" is missing.'],
    ['tasks[null].id: must not be null', 'missing-property', '"id" is missing.'],
    ['tasks[0].id: must not be null', 'missing-property', '"id" is missing.'],
    ['tasks[12].id: must not be null', 'missing-property', '"id" is missing.'],
    ['tasks[].id: must not be null', 'missing-property', '"id" is missing.'],
    ['tasks[step2].id: must not be null', 'missing-property', '"id" of "step2" is missing.'],
    ['tasks[2fast].id: must not be null', 'missing-property', '"id" of "2fast" is missing.'],
    ['tasks[he llo].id: must not be null', 'missing-property', '"id" of "he llo" is missing.'],
    ['branch.then[0].id: must not be null', 'missing-property', '"id" of "branch" is missing.'],
    ['a.b.a.b.message: must not be null', 'missing-property', '"message" of "a.b" is missing.'],
    ['aa.message: must not be null', 'missing-property', '"message" of "aa" is missing.'],
    ['tasks[0].conditions[1].<list element>.id: must not be null', 'missing-property', '"id" is missing.'],
    [
      'tasks[0].conditions[1].<list element>: must not be blank',
      'missing-property',
      'An element of "conditions" must not be blank.',
    ],
    ['labels[a]: must not be null', 'missing-property', '"labels[a]" is missing.'],
    ['triggers[0].cron: must not be null', 'missing-property', '"cron" is missing.'],
    ['tasks: must not be empty', 'missing-property', '"tasks" must not be empty.'],
    [
      'id: must match "^[a-zA-Z0-9][a-zA-Z0-9._-]*"',
      'pattern',
      '"id" may hold only letters, digits, ".", "_" and "-", and must begin with letters or digits.',
    ],
    [
      'namespace: must match "^[a-z0-9][a-z0-9._-]*"',
      'pattern',
      '"namespace" may hold only lower-case letters, digits, ".", "_" and "-", and must begin with lower-case letters or digits.',
    ],
    ['id: must match "^(a|b)+$"', 'pattern', '"id" must match ^(a|b)+$.'],
    ['id: must match "[a-z][0-9]*"', 'pattern', '"id" may hold only digits, and must begin with lower-case letters.'],
    [
      'id: must match "^[A-Z._$-][a-z]*$"',
      'pattern',
      '"id" may hold only lower-case letters, and must begin with upper-case letters, ".", "_", "$" or "-".',
    ],
    ...['x[a-z][0-9]*', '[a-z][0-9]*x', '[a-z%][a-z]*', '[a-z][a-z%.]*', '[a-z][.%]*', '[+--][a-z]*'].map(
      (pattern) => [`id: must match "${pattern}"`, 'pattern', `"id" must match ${pattern}.`] as const,
    ),
    ['id: size must be between 1 and 100', 'size', '"id" must be 1 to 100 long.'],
    ['concurrency.limit: must be greater than or equal to 1', 'range', '"limit" must be at least 1.'],
    ['x.limit: must be less than or equal to 9', 'range', '"limit" of "x" must be at most 9.'],
    [
      "triggers[0]: invalid cron expression '* * *': Cron expression contains 3 parts",
      'cron',
      "Invalid cron expression '* * *': Cron expression contains 3 parts.",
    ],
    ["triggers[my trigger]: invalid cron expression 'x'", 'cron', "Invalid cron expression 'x'."],
    [
      "triggers[0].timezone: timezone '(Mars)' is not a valid time-zone ID",
      'time-zone',
      "Timezone '(Mars)' is not a valid time-zone ID.",
    ],
    [
      "tasks[0].retry.intervalLessThanMaxDuration: 'interval' must be less than 'maxDuration'",
      'constraint',
      "'interval' must be less than 'maxDuration'.",
    ],
    ['tasks[a].x: maxInterval must be more', 'constraint', 'maxInterval must be more.'],
    ['triggers[0]: invalid webhook: a must be b', 'constraint', 'Invalid webhook: a must be b.'],
    ['something odd: and more of it', 'constraint', 'Something odd: and more of it.'],
    [
      "Invalid default for input 'a.id: must not be null",
      'constraint',
      "Invalid default for input 'a.id: must not be null.",
    ],
    ['s.labels: Invalid label key', 'label-key', 'Invalid label key.'],
    ['d: Cyclic dependency detected: a, b', 'dag-dependency', 'Cyclic dependency detected: a, b.'],
    ['d: Not existing task id in dependency: a', 'dag-dependency', 'Not existing task id in dependency: a.'],
    ["d: 'tasks' cannot be empty", 'missing-property', "'tasks' cannot be empty."],
    [
      's: No task defined, neither cases or default have any tasks',
      'missing-property',
      'No task defined, neither cases or default have any tasks.',
    ],
  ])('%s', (text, rule, wanted) => {
    expect(say(text)).toEqual({ rule, message: wanted });
  });

  test.each([
    ['conditions', 'tasks[0].conditions[12].<list element>: must not be null'],
    ['tasks', 'tasks[0].<list element>: must not be null'],
  ])('an element of %s that is null: %s', (list, text) => {
    const [name, kind] = [`An element of "${list}"`, 'a mapping with a `type`'];
    expect(say(text)).toEqual({ rule: 'wrong-type', message: `${name} must be ${kind}.`, expected: { name, kind } });
  });

  test('what is missing is told once, though Kestra says it is neither null nor blank', () => {
    const findings = findingsOf(
      'tasks:\n  - type: L\n',
      refusing('tasks[0].id: must not be blank\ntasks[0].id: must not be null'),
    );
    expect(findings.map(({ original }) => original)).toEqual(['tasks[0].id: must not be null']);
    const others = ['a.b: must not be blank at all', 'a.b: must not be null at all'];
    const both = findingsOf('tasks:\n  - type: L\n', refusing(others.join('\n')));
    expect(both.map(({ original }) => original)).toEqual(others);
  });
});
