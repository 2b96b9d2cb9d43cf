import { describe, expect, test } from '@jest/globals';
import { findPebbleProblems } from '../../../src/lint/expressions.js';
import { check, places } from './placed.js';

const find = (source: string, rules: '1.3' | '2.0' = '1.3') => check(findPebbleProblems, source, rules);
const where = (source: string) => places(source, find(source));

const log = (message: string) =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`;

describe('the place of an expression', () => {
  test.each([
    ['plain', log('say {{ a }} {{ b | nope }} x'), '6:33-6:37 pebble-unknown-filter nope'],
    ['single quotes', log("'it''s {{ ''x'' | nope }}'"), '6:32-6:36 pebble-unknown-filter nope'],
    ['double quotes', log('"a\\tb \\u00e9 {{ x | nope }}"'), '6:34-6:38 pebble-unknown-filter nope'],
    ['a line break in double quotes', log('"one\\\n      two {{ nope() }}"'), '7:14-7:18 pebble-unknown-function nope'],
    ['a plain scalar of two lines', log('one\n      two {{ x | nope }}'), '7:18-7:22 pebble-unknown-filter nope'],
    ['a literal block', log('|\n      one\n\n        {{ x is nope }}'), '9:17-9:21 pebble-unknown-test nope'],
    ['a literal block with a comment', log('|- # {{ y\n      {{ x | nope }}'), '7:14-7:18 pebble-unknown-filter nope'],
    ['a folded block', log('>-\n      one\n      two {{ x\n      | nope }}'), '9:9-9:13 pebble-unknown-filter nope'],
    ['carriage returns', log('|\r\n      one\r\n      {{ x | nope }}'), '8:14-8:18 pebble-unknown-filter nope'],
    ['no end', log('|\n      one {{ x\n      two'), '7:11-7:15 pebble-syntax {{ x'],
    ['across lines', log('|\n      {{ x\n      y }}'), '7:7-8:11 pebble-syntax {{ x\n      y }}'],
    ['a byte order mark', `\uFEFF${log('"{{ x | nope }}"')}`, '6:22-6:26 pebble-unknown-filter nope'],
  ])('%s', (_, source, expected) => {
    expect(where(source)).toEqual([expected]);
  });
});

test('what Kestra does not render is not judged', () => {
  const source = `id: a
namespace: b
description: "{{ open"
labels:
  x: "{{ open"
variables:
  template: "{{.Names}}"
inputs:
  - id: i
    type: STRING
    description: "{{ open"
tasks:
  - id: t
    type: io.kestra.plugin.scripts.shell.Commands
    description: "{{ open"
    commands:
      - echo {% raw %}\${#list[@]}{% endraw %}
      - docker ps --format '{{ "{{" }}.Names{{ "}}" }}'
`;
  expect(where(source)).toEqual([]);
});

test('scripts, environments, nested tasks, defaults, outputs and conditions are', () => {
  const source = `id: a
namespace: b
tasks:
  - id: c
    type: io.kestra.plugin.core.flow.If
    condition: "{{ open"
    then:
      - id: t
        type: io.kestra.plugin.scripts.shell.Commands
        env:
          A: "{{ open"
        commands:
          - echo \${#list[@]}
pluginDefaults:
  - type: io.kestra.plugin.core.log.Log
    values:
      message: "{{ open"
outputs:
  - id: o
    type: STRING
    value: "{{ x | nope }}"
`;
  expect(where(source)).toEqual([
    '6:17-6:24 pebble-syntax {{ open',
    '11:15-11:22 pebble-syntax {{ open',
    '13:19-13:21 pebble-syntax {#',
    '17:17-17:24 pebble-syntax {{ open',
    '21:20-21:24 pebble-unknown-filter nope',
  ]);
});

test('says what to do', () => {
  const hints = (message: string, rules?: '1.3' | '2.0') => find(log(message), rules).map(({ hint }) => hint);
  expect(hints('"{{ x | uper }}"')).toEqual(['Did you mean `upper`?']);
  expect(hints('"{{ x | dateFormat }}"')).toEqual(['Use `| date(…)`.']);
  expect(hints('"{{ json(x) | json }}"')).toEqual([]);
  expect(hints('"{{ json(x) | json }}"', '2.0')).toEqual(['Use `fromJson(…)`.', 'Use `| toJson`.']);
  expect(hints('"{{ isWeekend(x) }}"', '2.0')).toEqual([]);
  expect(hints('|\n      {% raw %}\n      x\n      {% endraw %}')).toEqual([
    'Use `{% verbatim %}` and `{% endverbatim %}`.',
  ]);
  expect(find(log('x ${#a}'))[0]?.text).toBe('Inside ${#…}, {# begins a comment for Kestra, and #} is missing.');
  expect(find(log('"{{ }}"'))[0]?.text).toBe('This expression is empty: Kestra cannot render it.');
});

test('all of it are warnings beyond the server', () => {
  expect(find(log('"{{ x | nope }}{{"')).map(({ severity, answer }) => [severity, answer])).toEqual([
    ['warning', 'none'],
  ]);
});

test.each(['1.3', '2.0'] as const)('functions of the Enterprise Edition are known under %s', (rules) => {
  const source = log(`"{{ assets(namespace='x') }} {{ appLink(baseUrl=true) }} {{ credential('c') }} {{ asset() }}"`);
  expect(find(source, rules).map(({ text }) => text)).toEqual([expect.stringContaining('"asset"')]);
});
