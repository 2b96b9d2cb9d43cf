import { describe, expect, test } from '@jest/globals';
import { placement, refusing } from './placing.js';

type Case = readonly [name: string, reported: string, chain: string, yaml: string];

/** As the mapper ends its sentences: no position, but the way to the value. */
function chained(reported: string, chain: string): string {
  const way = `io.kestra.core.models.flows.FlowWithSource${chain}`;
  return `Illegal flowwithsource source: YAML parsing error: ${reported}\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: ${way}) (at line -1)`;
}

const list = 'Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.tasks.Task>` from ';
const bool = 'Cannot deserialize value of type `boolean` from String "maybe": only "true" or "false" recognized';
const level =
  'Cannot deserialize value of type `org.slf4j.event.Level` from String "LOUD": not one of the values accepted for Enum class: [ERROR, WARN]';
const duration =
  'Cannot deserialize value of type `java.time.Duration` from String "soon": Text cannot be parsed to a Duration';
const item = '->java.util.ArrayList';

describe('a value that the mapper cannot read', () => {
  test.each<Case>([
    [
      'a scalar: itself',
      `${list}String value (token \`JsonToken.VALUE_STRING\`)`,
      '["tasks"]',
      'id: x\ntasks: ‸hello‸\n',
    ],
    [
      'a mapping: its key',
      `${list}Object value (token \`JsonToken.START_OBJECT\`)`,
      '["tasks"]',
      'id: x\n‸tasks‸: {}\n',
    ],
    [
      'a mapping in block style: its key',
      `${list}Object value (token \`JsonToken.START_OBJECT\`)`,
      '["tasks"]',
      'id: x\n‸tasks‸:\n  - a: b\n',
    ],
    ['of the flow', bool, '["disabled"]', 'disabledx: maybe\ndisabled: ‸maybe‸\n'],
    [
      'in an object',
      level,
      '["concurrency"]->io.kestra.core.models.flows.Concurrency["behavior"]',
      'concurrency:\n  limit: 1\n  behavior: ‸LOUD\n',
    ],
    [
      'in a task',
      duration,
      `["tasks"]${item}[1]->io.kestra.plugin.core.log.Log["timeout"]`,
      'tasks:\n  - {id: a, timeout: soon}\n  - {id: b, timeout: ‸soon‸}\n',
    ],
    [
      'by a builder',
      level,
      `["tasks"]${item}[0]->io.kestra.plugin.core.log.Log$LogBuilderImpl["level"]`,
      'tasks:\n  - id: a\n    level: ‸LOUD\n',
    ],
    [
      'nested',
      level,
      `["tasks"]${item}[0]->a.Sequential["tasks"]${item}[1]->a.Log["level"]`,
      'tasks:\n  - id: s\n    tasks:\n      - level: LOUD\n      - level: ‸LOUD\n',
    ],
    [
      'in a case',
      level,
      `["tasks"]${item}[0]->a.Switch["cases"]->java.util.LinkedHashMap["one"]${item}[0]->a.Log["level"]`,
      'tasks:\n  - cases:\n      one:\n        - level: ‸LOUD\n',
    ],
    [
      'in a Dag',
      level,
      `["tasks"]${item}[0]->a.Dag["tasks"]${item}[0]->a.Dag$DagTask["task"]->a.Log["level"]`,
      'tasks:\n  - tasks:\n      - task: {level: ‸LOUD}\n',
    ],
    [
      'an element of a list',
      bool,
      `["tasks"]${item}[0]->a.X["flags"]${item}[2]`,
      'tasks:\n  - flags: [yes, no, ‸maybe]\n',
    ],
    [
      'a whole element that is an object',
      `Cannot construct instance of \`a.X\``,
      `["tasks"]${item}[1]`,
      'tasks:\n  - id: a\n  - ‸id: b\n    type: L\n',
    ],
    [
      'what the chain names and the document lacks: the object',
      'Missing required creator property',
      `["tasks"]${item}[0]->a.X["gone"]`,
      'tasks:\n  - ‸id: a\n',
    ],
    [
      'the same below a key: the key',
      'Missing required creator property',
      '["concurrency"]->a.Concurrency["gone"]',
      'id: x\n‸concurrency:\n  limit: 1\n',
    ],
    ['quoted key', bool, '["disabled"]', '\'disabled\': ‸"maybe"‸\n'],
    ['a block scalar', bool, '["disabled"]', 'disabled: ‸|\n  maybe\n'],
    [
      'a key with a dot',
      bool,
      '["variables"]->java.util.LinkedHashMap["a.b"]',
      'variables:\n  a: {b: 1}\n  a.b: ‸maybe\n',
    ],
    [
      'a list in a list: what it begins with',
      'Cannot construct instance of `a.X`',
      `["tasks"]${item}[0]`,
      'tasks:\n  - - ‸id: a\n',
    ],
    ['an empty list in a list', 'Cannot construct instance of `a.X`', `["tasks"]${item}[0]`, 'tasks:\n  - ‸[]‸\n'],
    [
      'a type of blanks',
      'Cannot create plugin identifier from null or empty string',
      `["tasks"]${item}[0]`,
      'tasks:\n  - id: a\n    type: ‸" "\n',
    ],
    [
      'in a flow with plugin defaults',
      bool,
      `["tasks"]${item}[0]->a.X["flag"]`,
      'pluginDefaults:\n  - flag: maybe\ntasks:\n  - flag: ‸maybe\n',
    ],
    [
      'a label of a list that has no value',
      'Unsupported type for key: team, value: null',
      '["labels"]',
      'labels:\n  - key: a\n    value: b\n  - ‸key: team\n',
    ],
    [
      'a label that is nowhere: the labels',
      'Unsupported type for key: team, value: null',
      '["labels"]',
      'id: x\n‸labels‸:\n  a: b\n',
    ],
    [
      'a label without value',
      'Unsupported type for key: team, value: null',
      '["labels"]',
      'labels:\n  a: b\n  team: ‸[]\n'.replace('‸[]', '‸~'),
    ],
    [
      'a label with a list',
      'Unsupported type for key: team, value: [a]',
      '["labels"]',
      'labels:\n  a: b\n  ‸team‸: [a]\n',
    ],
    [
      'a label of a list',
      'Unsupported type for key: team, value: {}',
      '["labels"]',
      'labels:\n  - key: a\n  - key: team\n    ‸value: {}\n',
    ],
    ['with CRLF', bool, '["disabled"]', 'id: x\r\ndisabled: ‸maybe‸\r\n'],
    ['behind letters of two units', bool, '["disabled"]', '{id: "😀😀", disabled: ‸maybe‸}\n'],
    ['a chain to nowhere: the head of the flow', bool, '["nowhere"]', '‸id: x\ndisabled: maybe\n'],
  ])('%s', (_name, reported, chain, yaml) => {
    const { found, wanted } = placement(yaml, refusing(chained(reported, chain)));
    expect(found).toEqual(wanted);
  });

  test.each(['pluginDefaults', 'taskDefaults'])(
    '%s are read before the flow: the chain begins in their list',
    (list) => {
      const text =
        'Unable to validate the flow: Cannot deserialize value of type `boolean` from String "x": only\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: java.util.ArrayList[0]->io.kestra.core.models.flows.PluginDefault["forced"])';
      const { found, wanted } = placement(`id: x\n${list}:\n  - forced: ‸x\n`, refusing(text));
      expect(found).toEqual(wanted);
    },
  );

  test.each([
    ['pluginDefaults', 'a mapping', '‸pluginDefaults:\n  type: a\n'],
    ['pluginDefaults', 'a text', 'pluginDefaults: ‸text\n'],
    ['pluginDefaults', 'nothing', '‸pluginDefaults:\n'],
    ['taskDefaults', 'a mapping', '‸taskDefaults:\n  type: a\n'],
  ])('%s as %s have no chain at all', (_key, _what, below) => {
    const text =
      'Unable to validate the flow: Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>` from Object value (token `JsonToken.START_OBJECT`)\n at [Source: UNKNOWN; byte offset: #UNKNOWN]';
    const { found, wanted } = placement(`id: x\n${below}`, refusing(text));
    expect(found).toEqual(wanted);
  });
});
