import { describe, expect, test } from '@jest/globals';
import type { Explanation } from '../../../src/findings/explain/explanation.js';
import { say } from './explained.js';

const cast = (from: string, to: string) => `class ${from} cannot be cast to class ${to} (${from} and ${to} are in x)`;

const STUMBLES = {
  rule: 'kestra-internal',
  message: 'Kestra stumbles over this flow without saying where.',
  hint: 'Look for a property without a value, or a list with an empty element.',
} as const;
const asReported = (text: string) =>
  ({ rule: 'kestra-internal', message: `Kestra cannot validate this flow: ${text}` }) as const;
const misplaced = (what: string, kind: string) =>
  ({
    rule: 'wrong-kind-of-plugin',
    message: `${what} cannot stand here: Kestra expects something of the kind ${kind}.`,
  }) as const;
const namespaceIs = (what: string) =>
  ({
    rule: 'identity-not-text',
    message: `\`namespace\` must be text, but YAML reads ${what}.`,
    hint: 'Put quotes around it.',
  }) as const;
const revisionIs = (what: string) =>
  ({ rule: 'wrong-type', message: `\`revision\` must be a whole number, but it is ${what}.` }) as const;

const STRING = 'java.lang.String';
const INTEGER = 'java.lang.Integer';
const SCHEDULE = 'io.kestra.plugin.core.trigger.Schedule';

describe('Java that broke on the server', () => {
  test.each<readonly [text: string, explanation: Explanation]>([
    [
      'Cannot invoke "java.util.Map.get(Object)" because "mapFlow" is null',
      { rule: 'empty-document', message: 'There is no flow here: the document is empty.' },
    ],
    [
      'Cannot invoke "java.util.Map.entrySet()" because the return value of "io.kestra.core.models.flows.PluginDefault.getValues()" is null',
      {
        rule: 'missing-property',
        message: '`values` is missing in these plugin defaults.',
        hint: 'Add `values: …`.',
      },
    ],
    [cast(INTEGER, STRING), namespaceIs('a number')],
    [cast('java.lang.Boolean', STRING), namespaceIs('a boolean')],
    [cast('java.util.LinkedHashMap', STRING), namespaceIs('a mapping')],
    [cast('java.util.ArrayList', STRING), namespaceIs('a list')],
    [cast(STRING, INTEGER), revisionIs('text')],
    [cast('java.lang.Boolean', INTEGER), revisionIs('a boolean')],
    [cast(STRING, 'java.util.Map'), STUMBLES],
    [cast(SCHEDULE, 'io.kestra.core.models.tasks.Task'), misplaced(SCHEDULE, 'Task')],
    [cast(SCHEDULE, 'io.kestra.core.models.triggers.AbstractTrigger'), misplaced(SCHEDULE, 'Trigger')],
    [cast(SCHEDULE, 'io.kestra.core.models.tasks.TaskInterface'), misplaced(SCHEDULE, 'Task')],
    [cast(SCHEDULE, 'com.acme.AbstractInterfaceOfOurs'), misplaced(SCHEDULE, 'com.acme.AbstractInterfaceOfOurs')],
    [`java.lang.ClassCastException: ${cast(INTEGER, STRING)}`, namespaceIs('a number')],
    ['HV000028: Unexpected exception during isValid call.', STUMBLES],
    ['Cannot invoke "io.kestra.Anything.foo()" because "x" is null', STUMBLES],
    ['java.lang.IllegalStateException: no', STUMBLES],
    ['null', STUMBLES],
    ['', STUMBLES],
    ['The database is null', asReported('The database is null.')],
    ['nullable columns are read-only', asReported('nullable columns are read-only.')],
    ['Exceptionally slow', asReported('Exceptionally slow.')],
  ])('%s', (text, explanation) => {
    expect(say(`Unable to validate the flow: ${text}`.trim())).toEqual(explanation);
  });

  test('is known without the words in front of it too', () => {
    expect(say(cast(INTEGER, STRING))).toEqual(namespaceIs('a number'));
    expect(say('Cannot invoke "a.B.foo()" because "x" is null')).toEqual(STUMBLES);
  });

  test.each([
    `hello.code: ${cast(INTEGER, STRING)}`,
    'hello.code: Cannot invoke "a.B.foo()"',
    "hello.code: says Unable to validate the flow: 'x'",
  ])('is not what a rule speaks of: %s', (text) => {
    expect(say(text).rule).toBe('constraint');
  });
});
