import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import {
  differOnlyInDisabled,
  disableFlowEdits,
  disableTriggersEdits,
  isDisabled,
} from '../../../src/flows/edit-disabled.js';
import { valueOf } from '../../../src/flows/navigate.js';
import { applyEdits } from '../../../src/flows/text-edit.js';
import { parsed, plain } from './parsing.js';

const disableTriggers = (text: string) => {
  const { edits, refusals } = disableTriggersEdits(parsed(text));
  expect(refusals).toEqual([]);
  return applyEdits(text, edits);
};
const disableFlow = (text: string) => {
  const { edits, refusals } = disableFlowEdits(parsed(text));
  expect(refusals).toEqual([]);
  return applyEdits(text, edits);
};

describe('triggers that are disabled', () => {
  test.each<[string, string]>([
    [
      'triggers:\n  - id: t # why\n    type: x\n  - id: u\n    type: y\n',
      'triggers:\n  - id: t # why\n    disabled: true\n    type: x\n  - id: u\n    disabled: true\n    type: y\n',
    ],
    ['triggers:\n- type: x\n  id: t', 'triggers:\n- disabled: true\n  type: x\n  id: t'],
    ['triggers:\r\n  - id: t\r\n    type: x\r\n', 'triggers:\r\n  - id: t\r\n    disabled: true\r\n    type: x\r\n'],
    ['triggers: [{id: t, type: x}, {}]\n', 'triggers: [{disabled: true, id: t, type: x}, {disabled: true}]\n'],
    ['triggers:\n  - {id: t, disabled: false}\n', 'triggers:\n  - {id: t, disabled: true}\n'],
    ['triggers:\n  - id: t\n    disabled: no # off\n', 'triggers:\n  - id: t\n    disabled: true # off\n'],
    ['triggers:\n  - id: t\n    disabled: "false"\n', 'triggers:\n  - id: t\n    disabled: true\n'],
    ['triggers:\n  - id: t\n    disabled:\n    type: x\n', 'triggers:\n  - id: t\n    disabled: true\n    type: x\n'],
    ['triggers:\n  - id: t\n    disabled: # c\n', 'triggers:\n  - id: t\n    disabled: true # c\n'],
    ['triggers:\n  -\n    id: t\n    type: x\n', 'triggers:\n  -\n    id: t\n    disabled: true\n    type: x\n'],
    [
      'triggers:\n  -   type: x\n      id: t\n      a: b\n',
      'triggers:\n  -   type: x\n      id: t\n      disabled: true\n      a: b\n',
    ],
    [
      'triggers:\n  - id: |\n      t\n    type: x\n',
      'triggers:\n  - disabled: true\n    id: |\n      t\n    type: x\n',
    ],
    ['{"triggers":[{"id":"t"}]}', '{"triggers":[{disabled: true, "id":"t"}]}'],
    ['triggers:\n  - type: x\n', 'triggers:\n  - disabled: true\n    type: x\n'],
    ['triggers: [{id: t, disabled}]\n', 'triggers: [{id: t, disabled: true}]\n'],
    ['triggers:\n  - ? disabled\n    id: t\n', 'triggers:\n  - ? disabled\n    : true\n    id: t\n'],
    ['triggers:\n  - id: t\n    ? disabled # c\n', 'triggers:\n  - id: t\n    ? disabled\n    : true # c\n'],
    ['triggers:\n  - ? disabled\n    # a: b\n    : # c\n', 'triggers:\n  - ? disabled\n    # a: b\n    : true # c\n'],
  ])('%j becomes %j', (text, edited) => {
    expect(disableTriggers(text)).toBe(edited);
    expect(disableTriggers(edited)).toBe(edited);
  });

  test.each([
    'id: a\n',
    'triggers: []\n',
    'triggers:\nid: a\n',
    'triggers: ~\n',
    'triggers:\n  - id: t\n    disabled: true\n',
    'triggers:\n  - id: t\n    disabled: on\n',
    'triggers:\n  - id: t\n    disabled: "true"\n',
  ])('%j stays', (text) => {
    expect(disableTriggers(text)).toBe(text);
  });

  test.each([
    ['triggers: &t\n  - id: t\n', 'The triggers are written with an anchor'],
    ['a: &t []\ntriggers: *t\n', 'The triggers are written with an anchor'],
    ['triggers:\n  - &t\n    id: t\n', 'The trigger is written with an anchor'],
    ['triggers:\n  - id: t\n    a: &t {}\n  - *t\n', 'The trigger is written with an anchor'],
    ['triggers:\n  - id: t\n    disabled: &d false\n', 'The value of `disabled` is written with an anchor'],
    ['triggers:\n  - id: t\n    disabled: *d\n', 'The value of `disabled` is written with an anchor'],
    ['triggers:\n  - id: t\n    disabled: [x]\n', 'The value of `disabled` is neither'],
    ['triggers: [id: t]\n', 'Write the trigger with braces'],
  ])('%j is refused', (text, message) => {
    const { refusals } = disableTriggersEdits(parsed(text));
    expect(refusals).toHaveLength(1);
    expect(refusals[0]!.message).toContain(message);
  });
});

describe('a flow that is disabled', () => {
  test.each<[string, string]>([
    ['id: a # c\nnamespace: n\ntasks: []', 'id: a # c\ndisabled: true\nnamespace: n\ntasks: []'],
    ['\uFEFFid: a\r\n', '\uFEFFid: a\r\ndisabled: true\r\n'],
    ['id: a\ndisabled: false # why\n', 'id: a\ndisabled: true # why\n'],
    ['{id: a}', '{disabled: true, id: a}'],
    ['id: a\ndisabled: ~\n', 'id: a\ndisabled: true\n'],
    ['&a\nid: a\n', '&a\nid: a\ndisabled: true\n'],
  ])('%j becomes %j', (text, edited) => {
    expect(disableFlow(text)).toBe(edited);
    expect(isDisabled(parsed(edited).root)).toBe(true);
    expect(disableFlow(edited)).toBe(edited);
  });

  test('is the same otherwise after a switch in the UI, and not after another edit', () => {
    const flow = 'id: a\nnamespace: n\ntasks: []\n';
    const same = (one: string, other: string) => differOnlyInDisabled(parsed(one), parsed(other));
    expect(same(`${flow}\ndisabled: true`, flow)).toBe(true);
    expect(same(`revision: 4\n${flow}disabled: true\n`, flow)).toBe(true);
    expect(
      same('id: a\ndisabled: true\nnamespace: n\ntasks: []\n', 'id: a\ndisabled: false\nnamespace: n\ntasks: []\n'),
    ).toBe(true);
    expect(same('id: a\nnamespace: n\ndisabled: true\ntasks: []\n', flow)).toBe(true);
    expect(same('id: a\ndisabled:\n  true\nx: 1\n', 'id: a\nx: 1\n')).toBe(true);
    expect(same('  id: a\n  disabled: true\n  x: 1\n', '  id: a\n  x: 1\n')).toBe(true);
    expect(same(`${flow.replace('[]', '[x]')}disabled: true`, flow)).toBe(false);
    expect(same('{id: a, disabled: true}\n', '{id: b, disabled: true}\n')).toBe(false);
    expect(same('id: a\rdisabled: true\rx: 1\r', 'id: a\rx: 1\r')).toBe(true);
    expect(same('id: a\rdisabled: true\rx: 1\r', 'id: a\rdisabled: true\rx: 2\r')).toBe(false);
  });

  test('is a mapping', () => {
    expect(disableFlowEdits(parsed('- a\n'))).toEqual({ edits: [], refusals: [] });
  });
});

test('in any flow only `disabled` changes, and a second edit finds nothing to do', () => {
  const word = fc.constantFrom(
    'a',
    '"b c"',
    "'d'",
    '12',
    '~',
    '[x, y]',
    '{k: v}',
    '|\n        text\n        more',
    '>-\n        folded',
  );
  const key = fc.constantFrom('type', 'cron', 'inputs', 'description');
  const trigger = fc.record({
    keys: fc.uniqueArray(fc.tuple(key, word), { minLength: 1, maxLength: 4, selector: ([name]) => name }),
    disabled: fc.constantFrom(undefined, 'false', 'true', '', '"false"', '# nothing'),
    at: fc.nat(4),
    comment: fc.boolean(),
  });
  const flow = fc.record({
    triggers: fc.array(trigger, { maxLength: 4 }),
    end: fc.constantFrom('\n', '\r\n'),
    bom: fc.boolean(),
  });
  fc.assert(
    fc.property(flow, ({ triggers, end, bom }) => {
      const items = triggers.map(({ keys, disabled, at, comment }, index) => {
        const lines = [`id: t${index}`, ...keys.map(([name, value]) => `${name}: ${value}`)];
        if (disabled !== undefined) lines.splice(at % (lines.length + 1), 0, `disabled: ${disabled}`.trimEnd());
        return lines
          .map(
            (line, position) =>
              `${position === 0 ? '  - ' : '    '}${line}${comment && !line.includes('\n') ? ' # c' : ''}\n`,
          )
          .join('');
      });
      const text =
        `${bom ? '\uFEFF' : ''}id: a\ntriggers:${items.length === 0 ? ' []' : ''}\n${items.join('')}last: 1\n`.replaceAll(
          '\n',
          end,
        );
      const edited = disableTriggers(text);
      const before = plain(valueOf(parsed(text).root, 'triggers')!) as readonly object[];
      const after = plain(valueOf(parsed(edited).root, 'triggers')!);
      expect(after).toEqual(before.map((one) => ({ ...one, disabled: true })));
      const others = (source: string) => source.split(end).filter((line) => !line.includes('disabled'));
      const without = others(edited);
      expect(without.filter((line) => !line.trim().startsWith('- '))).toEqual(
        others(text).filter((line) => !line.trim().startsWith('- ')),
      );
      expect(disableTriggers(edited)).toBe(edited);
    }),
  );
});
