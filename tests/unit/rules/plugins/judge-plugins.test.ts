import { describe, expect, test } from '@jest/globals';
import { findingsOfProblems } from '../../../../src/findings/verdict-findings.js';
import { pluginCatalogueOf } from '../../../../src/rules/plugins/catalogue.js';
import type { PluginFile } from '../../../../src/rules/plugins/format.js';
import { judgePlugins } from '../../../../src/rules/plugins/judge-plugins.js';
import { parsed, places } from '../../lint/placed.js';

const STRING = { k: 'string' } as const;
const file: PluginFile = {
  meta: { format: 1, date: '2026-01-02', from: 'a test' },
  sources: [{ name: 'plugin-shop', version: '1.2.0', date: '2026-01-02' }],
  shapes: [
    { t: STRING },
    { t: { k: 'property', of: { k: 'duration', java: 'java.time.Duration' } } },
    { t: { k: 'property', of: { k: 'enum', java: 'io.kestra.plugin.shop.Size', values: ['SMALL', 'LARGE'] } } },
    { t: { k: 'list', java: 'java.util.ArrayList<java.lang.String>', of: STRING } },
    { t: { k: 'object', class: 'io.kestra.plugin.shop.Order$Address' } },
    { t: { k: 'plugin', base: 'io.kestra.plugin.shop.Carrier' } },
    { t: { k: 'plugin', base: 'io.kestra.core.models.tasks.runners.TaskRunner' } },
    { t: { k: 'union', base: 'io.kestra.plugin.shop.Payment' } },
    { t: STRING, d: 1 },
    { t: { k: 'property', of: { k: 'map', java: 'java.util.LinkedHashMap', key: STRING, of: { k: 'any' } } } },
    { t: { k: 'property', of: { k: 'list', java: 'java.util.ArrayList<java.lang.String>', of: STRING } } },
    { t: { k: 'boolean', java: 'java.lang.Boolean' } },
    {
      t: {
        k: 'list',
        java: 'java.util.ArrayList<Task>',
        of: { k: 'plugin', base: 'io.kestra.core.models.tasks.Task' },
      },
    },
  ],
  classes: {
    'io.kestra.plugin.shop.AbstractOrder': { kind: 'task', of: 0, abstract: 1, props: { customer: 0 } },
    'io.kestra.plugin.shop.Carrier': { kind: 'plugin', of: 0, abstract: 1 },
    'io.kestra.plugin.shop.Order': {
      kind: 'task',
      of: 0,
      extends: 'io.kestra.plugin.shop.AbstractOrder',
      props: {
        wait: 1,
        size: 2,
        tags: 3,
        address: 4,
        carrier: 5,
        taskRunner: 6,
        payment: 7,
        old: 8,
        extra: 9,
        lines: 10,
        gift: 11,
        then: 12,
      },
      names: { labels: 'tags' },
      ignored: ['internal'],
      had: { colour: '1.0.3' },
    },
    'io.kestra.plugin.shop.Order$Address': { kind: 'model', of: 0, props: { city: 0 } },
    'io.kestra.plugin.shop.OrderTrigger': { kind: 'trigger', of: 0, props: { customer: 0 } },
    'io.kestra.plugin.shop.carrier.Post': {
      kind: 'plugin',
      of: 0,
      extends: 'io.kestra.plugin.shop.Carrier',
      props: { type: 0, name: 0 },
    },
    'io.kestra.plugin.shop.payment.Card': { kind: 'model', of: 0, props: { number: 0 } },
    'io.kestra.plugin.shop.Refund': { kind: 'task', of: 0, deprecated: 1, open: 'any' },
    'io.kestra.plugin.stock.Count': { kind: 'unknown', of: 0, open: 'any' },
  },
  aliases: { 'io.kestra.plugin.store.Order': 'io.kestra.plugin.shop.Order' },
  unions: { 'io.kestra.plugin.shop.Payment': { by: 'type', types: { CARD: 'io.kestra.plugin.shop.payment.Card' } } },
  gone: {
    'io.kestra.plugin.shop.runner.Van': { of: 0, until: '0.9.0', instead: 'io.kestra.plugin.ee.shop.runner.Van' },
  },
};
const official = pluginCatalogueOf(file, false);
const verdict = (source: string) => judgePlugins(parsed(source), '1.3', { official });
const order = (more: string, type = 'io.kestra.plugin.shop.Order') =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n    type: ${type}\n${more}`;

describe('what is told about a plugin', () => {
  test.each([
    ['nothing', order('    customer: x\n    wait: PT1M\n    size: LARGE\n    tags: [a]\n'), []],
    ['nothing of what every task has', order('    retry: { type: constant, interval: PT1S }\n    timeout: PT1M\n'), []],
    ['an unknown property', order('    custmer: x\n'), ['6:5-6:12 unknown-property custmer']],
    ['another name of a property', order('    labels: [a]\n    internal: 1\n'), []],
    ['a property that is gone', order('    colour: red\n'), ['6:5-6:11 unknown-property colour']],
    ['a text for a list', order('    tags: a\n'), ['6:11-6:12 wrong-type a']],
    ['a list for a text', order('    customer: [x]\n'), ['6:15-6:18 wrong-type [x]']],
    ['an impossible duration', order('    wait: 5 minutes\n'), ['6:11-6:20 wrong-value 5 minutes']],
    ['an impossible constant', order('    size: MEDIUM\n'), ['6:11-6:17 wrong-value MEDIUM']],
    ['an impossible boolean', order('    gift: maybe\n'), ['6:11-6:16 wrong-value maybe']],
    ['templates, where Kestra renders', order('    size: "{{ s }}"\n    wait: "{{ w }}"\n    lines: "{{ l }}"\n'), []],
    ['a list as JSON', order('    lines: \'["a"]\'\n    extra: \'{"a": 1}\'\n'), []],
    ['a text for a rendered list', order('    lines: a\n'), ['6:12-6:13 wrong-type a']],
    ['a list for a rendered map', order('    extra: [a]\n'), ['6:12-6:15 wrong-type [a]']],
    ['something inside an object', order('    address: { town: x }\n'), ['6:16-6:20 unknown-property town']],
    ['a text for an object', order('    address: x\n'), ['6:14-6:15 wrong-type x']],
    [
      'a plugin inside',
      order('    carrier: { type: io.kestra.plugin.shop.carrier.Post, nme: x }\n'),
      ['6:58-6:61 unknown-property nme'],
    ],
    [
      'an unknown plugin inside',
      order('    carrier: { type: io.kestra.plugin.shop.carrier.Pst }\n'),
      ['6:22-6:55 unknown-type io.kestra.plugin.shop.carrier.Pst'],
    ],
    ['a plugin without a type', order('    carrier: { name: x }\n'), ['6:14-6:25 missing-type { name: x }']],
    [
      'a plugin of another kind',
      order('    carrier: { type: io.kestra.plugin.shop.Order }\n'),
      ['6:22-6:49 wrong-kind-of-plugin io.kestra.plugin.shop.Order'],
    ],
    [
      'a task runner of the core',
      order('    taskRunner: { type: io.kestra.plugin.core.runner.Process, nope: 1 }\n'),
      ['6:63-6:67 unknown-property nope'],
    ],
    ['a union', order('    payment: { type: CARD, nr: 1 }\n'), ['6:28-6:30 unknown-property nr']],
    ['an unknown choice', order('    payment: { type: CASH }\n'), ['6:22-6:26 wrong-value CASH']],
    [
      'a task inside',
      order('    then:\n      - { id: l, type: io.kestra.plugin.core.log.Log, mesage: x }\n'),
      ['7:55-7:61 unknown-property mesage'],
    ],
    ['a deprecated property', order('    old: x\n'), ['6:5-6:8 deprecated old']],
    [
      'a deprecated type',
      order('', 'io.kestra.plugin.shop.Refund'),
      ['5:11-5:39 deprecated io.kestra.plugin.shop.Refund'],
    ],
    [
      'an old name',
      order('', 'io.kestra.plugin.store.Order'),
      ['5:11-5:39 replaced-type io.kestra.plugin.store.Order'],
    ],
    [
      'a trigger among the tasks',
      order('', 'io.kestra.plugin.shop.OrderTrigger'),
      ['5:11-5:45 wrong-kind-of-plugin io.kestra.plugin.shop.OrderTrigger'],
    ],
    [
      'a type that is gone',
      order('', 'io.kestra.plugin.shop.runner.Van'),
      ['5:11-5:43 unknown-type io.kestra.plugin.shop.runner.Van'],
    ],
    ['null is nothing', order('    custmer: ~\n'), []],
    [
      'plugin defaults of one class',
      `${order('')}pluginDefaults:\n  - type: io.kestra.plugin.shop.Order\n    values: { custmer: x, size: HUGE, timeout: PT1S }\n`,
      ['8:15-8:22 unknown-property custmer', '8:33-8:37 wrong-value HUGE'],
    ],
    [
      'plugin defaults of several: what none of them has',
      `${order('')}pluginDefaults:\n  - type: io.kestra.plugin.shop.Order\n    values: { customer: x }\n  - type: io.kestra.plugin.shop.carrier\n    values: { nmae: x }\n`,
      ['10:15-10:19 unknown-property nmae'],
    ],
    [
      'plugin defaults of nothing',
      `${order('')}pluginDefaults:\n  - type: io.kestra.plugin.shpo\n    values: { a: x }\n`,
      ['7:11-7:32 unknown-type io.kestra.plugin.shpo'],
    ],
  ])('%s', (_, source, expected) => {
    expect(places(source, verdict(source).problems)).toEqual(expected);
  });

  test('never an error: another version of the plugin may differ', () => {
    const source = order(
      '    custmer: x\n    tags: a\n    size: HUGE\n    carrier: { type: io.kestra.plugin.shop.carrier.Pst }\n',
    );
    expect(verdict(source).problems.map(({ severity }) => severity)).toEqual(Array(4).fill('warning'));
  });

  test('in a flow that Kestra would stop reading earlier', () => {
    const source = order('    custmer: x\n').replace('tasks:', 'nope: 1\ntasks:');
    expect(places(source, verdict(source).problems)).toEqual(['7:5-7:12 unknown-property custmer']);
  });
});

describe('in words for people', () => {
  const says = (source: string) => {
    const flow = parsed(source);
    return findingsOfProblems(flow, verdict(source).problems, '1.3').map(({ rule, message, hint }) => ({
      rule,
      message,
      hint,
    }));
  };

  test.each([
    [
      order('    custmer: x\n'),
      'Unknown property "custmer" on io.kestra.plugin.shop.Order – did you mean "customer"?',
      'Judged by plugin-shop 1.2.0; another version may differ.',
    ],
    [
      order('    size: SMAL\n'),
      '"size" is "SMAL" – did you mean "SMALL"?',
      'Allowed: SMALL, LARGE. The task fails when it runs, if not before. Judged by plugin-shop 1.2.0; another version may differ.',
    ],
    [
      order('    tags: a\n'),
      '"tags" must be a list, but it is the text "a".',
      'Judged by plugin-shop 1.2.0; another version may differ.',
    ],
    [
      order('', 'io.kestra.plugin.shop.runner.Van'),
      '"io.kestra.plugin.shop.runner.Van" is gone: plugin-shop 0.9.0 is the last release that has it.',
      'Use io.kestra.plugin.ee.shop.runner.Van, which needs the Enterprise Edition.',
    ],
    [
      order('', 'io.kestra.plugin.shop.Ordr'),
      'Unknown type "io.kestra.plugin.shop.Ordr" – did you mean "io.kestra.plugin.shop.Order"?',
      'plugin-shop 1.2.0 has no such type.',
    ],
    [
      order('', 'io.kestra.plugin.shp.Order'),
      'Unknown type "io.kestra.plugin.shp.Order" – did you mean "io.kestra.plugin.shop.Order"?',
      undefined,
    ],
  ])('%s', (source, message, hint) => {
    expect(says(source)).toEqual([expect.objectContaining({ message })]);
    expect(says(source)[0]?.hint).toBe(hint);
  });
});

describe('what was not judged', () => {
  test.each([
    ['a plugin of the Enterprise Edition', 'io.kestra.plugin.ee.shop.Order'],
    ['a plugin by others', 'com.acme.flows.Order'],
    ['a plugin of which only the name is known', 'io.kestra.plugin.stock.Count'],
  ])('%s', (_, type) => {
    expect(verdict(order('    anything: 1\n', type))).toMatchObject({ problems: [], unjudgedTypes: [type] });
  });

  test('a type that was judged is not among them, and its plugin is named', () => {
    expect(verdict(order(''))).toMatchObject({ unjudgedTypes: [], sources: new Set(file.sources) });
  });

  test('without a catalogue: all of them', () => {
    const { problems, unjudgedTypes } = judgePlugins(parsed(order('    nope: 1\n')), '1.3', {});
    expect([problems, unjudgedTypes]).toEqual([[], ['io.kestra.plugin.shop.Order']]);
  });
});
