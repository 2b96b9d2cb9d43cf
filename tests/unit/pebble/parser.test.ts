import { describe, expect, test } from '@jest/globals';
import { readPebble } from '../../../src/pebble/parser.js';

describe('templates that Kestra can parse', () => {
  test.each([
    '{{ inputs.name }}',
    "{{ outputs['my-task'].values.a | first }}",
    '{{ {"a": [1, 2.5], "b": {"c": null}}}}',
    '{{ a ? b : c ?? d ??? e }}',
    '{{ not a and b is not empty or c is defined }}',
    '{{ "x #{ y | upper } # z" }}',
    '{{ \'it\\\'s\' ~ "a\\"b" }}',
    "{{ now() | dateAdd(-1, 'DAYS') | date('yyyy-MM-dd', timeZone='UTC') }}",
    '{%- if a -%}x{% elseif b %}y{% else %}z{% endif %}',
    '{% for i in range(1, 3) %}{{ i }}{% else %}none{% endfor %}',
    '{% set a = b %}{% filter upper | lower %}x{% endfilter %}{% block c %}{% endblock c %}',
    "{% macro m(a, b='c') %}{{ a }}{% endmacro %}{{ m('x') }}",
    '{# {{ anything #}',
    "{{ '{{' }} and {{ '}}' }}",
    '{% raw %}{{.Names}} ${#list}{% endraw %}',
    'a {% raw %}{{.}}{% endraw %} {{ b }} {%- raw -%}{%{%- endraw -%} {% raw %}{#{% endraw %}',
    '{% verbatim %}\n{{ x | to_nice_yaml(\n{% endverbatim %}',
    '${{ secrets.TOKEN }}',
    '{ a: 1 } }} %} #}',
    'body ends with {#',
    '{{ state isIn [1, 2] }}{{ 1..3 }}{{ 3L }}{{ x.y(1)[0].z }}',
  ])('%s', (text) => {
    expect(readPebble(text).error).toBeUndefined();
  });
});

describe('templates that Kestra cannot parse', () => {
  test.each([
    ['a {{ inputs.name', 'unclosed-print {{', 2, 16],
    ['{{ a } and {{ b }}', 'unclosed-print {{', 0, 18],
    ['{% if a }x', 'unclosed-tag {%', 0, 10],
    ['x ${#list[@]}', 'unclosed-comment {#', 3, 5],
    ['{% verbatim %} x', 'unclosed-verbatim verbatim', 0, 14],
    ['{{ }}', 'empty {{', 0, 5],
    ['{%%}', 'empty {%', 0, 4],
    ['{{ f(a }}', 'unclosed-bracket (', 0, 8],
    ["{{ 'a }}", "unclosed-quote '", 0, 4],
    ['{{ "a #{b} }}', 'unclosed-quote "', 0, 4],
    ['{{ a b }}', 'unexpected b', 0, 9],
    ['{{ a & b }}', 'unexpected &', 0, 6],
    ['{{.Names}}', 'unexpected .', 0, 10],
    ['{{ "a" "b" }}', 'unexpected "b"', 0, 13],
    ['{{ a | }}', 'unexpected }}', 0, 9],
    ['{{ x not in y }}', 'unexpected not', 0, 16],
    ['{{ f(a=1, 2) }}', 'unexpected 2', 0, 15],
    ['{{ a.b() () }}', 'unexpected (', 0, 14],
    ['{% if a %}x', 'unclosed-block if', 0, 10],
    ['{% for i in l %}{% endif %}', 'unknown-tag endif', 16, 27],
    ['{% include "x" %}', 'unknown-tag include', 0, 17],
    ['{% raw %}\n{% endraw %}', 'unknown-tag raw', 0, 9],
    ['{% raw %}x{% endraw %}{% raw %}y', 'unknown-tag raw', 22, 31],
    ['{% set true = 1 %}', 'unexpected true', 0, 18],
  ])('%s', (text, message, start, end) => {
    const { error } = readPebble(text);
    expect([error?.message, error?.start, error?.end]).toEqual([message, start, end]);
  });
});

test('names what is called, with its arguments, in the order of the text', () => {
  const text = "{{ read('f' ~ g( 1 ) , version = -1 ) | jq('.a') }}{% set v = w %}{{ v is even }}";
  const { uses, references } = readPebble(text);
  const argument = ({ name, start, end }: (typeof uses)[number]['args'][number]) => [name, text.slice(start, end)];
  expect(uses.map(({ kind, name, args }) => [kind, name, ...args.map(argument)])).toEqual([
    ['function', 'read', [undefined, "'f' ~ g( 1 )"], ['version', '-1']],
    ['function', 'g', [undefined, '1']],
    ['filter', 'jq', [undefined, "'.a'"]],
    ['test', 'even'],
  ]);
  expect(references.map(({ path }) => path[0]?.name)).toEqual(['w']);
});

test('a macro is no unknown function, wherever it is defined', () => {
  expect(readPebble('{{ m(1) }}{% macro m(a) %}{% endmacro %}').uses).toEqual([]);
});

test('a tower of brackets is not judged, and does not break anything', () => {
  expect(readPebble(`{{ ${'('.repeat(200_000)}1${')'.repeat(200_000)} }}`).error).toBeUndefined();
});

describe('what an expression refers to', () => {
  const refer = (text: string) =>
    readPebble(text).references.map(
      ({ path, missing }) => path.map(({ name }) => name).join(' ') + (missing === undefined ? '' : ` ${missing}`),
    );

  test.each([
    ['{{ inputs.month }}', ['inputs month']],
    [`{{ outputs['my-task']["vars"].x }}`, ['outputs my-task vars x']],
    ['{{ outputs.loop[taskrun.value].x }}', ['outputs loop', 'taskrun value']],
    ['{{ parents[0].taskrun.value }}', ['parents 0 taskrun value']],
    ["{{ outputs['a' ~ b].x }}", ['outputs', 'b']],
    ['{{ outputs["a#{b}"].x }}', ['outputs', 'b']],
    ['{{ inputs.name.trim().x }}', ['inputs name']],
    ['{{ read(inputs.file) | jq(vars.x) }}', ['inputs file', 'vars x']],
    ['{{ "say #{inputs.name}" }}', ['inputs name']],
    ["{{ http(uri=inputs.uri, inputs='x') }}", ['inputs uri']],
    ['{% for item in inputs.list %}{{ item.x }}{{ loop.index }}{% endfor %}', ['inputs list', 'loop index']],
    ['{% macro m(inputs) %}{{ inputs.a }}{% endmacro %}{{ vars.b }}', ['vars b']],
  ])('%s', (text, expected) => {
    expect(refer(text)).toEqual(expected);
  });

  test.each([
    ["{{ inputs.a ?? 'x' }}", ['inputs a handled']],
    ['{{ inputs.a ?? inputs.b }}', ['inputs a handled', 'inputs b']],
    ["{{ (fromJson(inputs.a) ~ 'x') | default(vars.b) }}", ['inputs a handled', 'vars b']],
    ['{{ inputs.a is defined ? inputs.a : 1 }}', ['inputs a tested', 'inputs a']],
    ['{% if inputs.a is not null %}{{ inputs.a }}{% endif %}', ['inputs a tested', 'inputs a']],
    ['{{ inputs.a | upper }}', ['inputs a']],
  ])('%s: when it is missing', (text, expected) => {
    expect(refer(text)).toEqual(expected);
  });

  test('with the places of the names', () => {
    const [, name] = readPebble("{{ outputs['my-task'] }}").references[0]!.path;
    expect(name).toEqual({ name: 'my-task', start: 12, end: 19 });
  });
});
