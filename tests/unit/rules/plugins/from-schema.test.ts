import { describe, expect, test } from '@jest/globals';
import { pluginCatalogueOf } from '../../../../src/rules/plugins/catalogue.js';
import { fileFromSchema, PluginSchemaError } from '../../../../src/rules/plugins/from-schema.js';
import { judgePlugins } from '../../../../src/rules/plugins/judge-plugins.js';
import { judgePluginUpgrade } from '../../../../src/rules/plugins/upgrade.js';
import { parsed, places } from '../../lint/placed.js';

const FLOW = '#/definitions/io.kestra.core.models.flows.Flow';
const schema = {
  $ref: FLOW,
  definitions: {
    'org.shop.Order': {
      type: 'object',
      required: ['id', 'type', 'item'],
      properties: {
        type: { enum: ['org.shop.Order', 'org.old.Order'] },
        id: { type: 'string' },
        item: { type: 'string' },
        size: { type: 'string', enum: ['S', 'M'] },
        tags: { type: 'array', items: { type: 'string' } },
        parts: { anyOf: [{ type: 'array' }, { type: 'string' }] },
        address: { allOf: [{ $ref: '#/definitions/org.shop.Address' }, { title: 'Where to' }] },
        carrier: { $ref: '#/definitions/org.shop.Carrier' },
        anything: {},
        limit: {
          anyOf: [
            { type: 'integer', $dynamic: true },
            { type: 'string', $dynamic: true },
          ],
        },
        old: { type: 'string', $deprecated: true },
      },
    },
    'org.shop.Address': { type: 'object', properties: { city: { type: 'string' } } },
    'org.shop.Carrier': {
      type: 'object',
      required: ['type', 'name'],
      properties: { type: { const: 'org.shop.Carrier' }, name: { type: 'string' } },
    },
  },
};
const installed = pluginCatalogueOf(fileFromSchema(schema), true);
const order = (more: string, type = 'org.shop.Order') =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n    type: ${type}\n${more}`;
const judge = (source: string) => judgePlugins(parsed(source), '1.3', { installed }).problems;

describe('plugins outside the core', () => {
  test.each([
    ['fine', order('    item: x\n    size: M\n    tags: [a]\n    parts: a\n    anything: { b: 1 }\n'), []],
    ['an old name', order('    item: x\n', 'org.old.Order'), ['5:11-5:24 replaced-type org.old.Order']],
    ['an unknown property', order('    itm: x\n    item: x\n'), ['6:5-6:8 unknown-property itm']],
    ['a wrong value', order('    item: x\n    size: XL\n'), ['7:11-7:13 wrong-value XL']],
    ['a text for a list', order('    item: x\n    tags: a\n'), ['7:11-7:12 wrong-type a']],
    ['a list for a text', order('    item: [x]\n'), ['6:11-6:14 wrong-type [x]']],
    ['a text for an object', order('    item: x\n    address: Paris\n'), ['7:14-7:19 wrong-type Paris']],
    ['a template where Kestra renders', order('    item: "{{ i }}"\n    limit: "{{ l }}"\n    parts: "{{ p }}"\n'), []],
    ['a template where it does not', order('    item: x\n    tags: "{{ t }}"\n'), ['7:11-7:20 wrong-type "{{ t }}"']],
    [
      'a plugin inside',
      order('    item: x\n    carrier: { type: org.shop.Carrier, nam: y, name: z }\n'),
      ['7:40-7:43 unknown-property nam'],
    ],
    ['a type of another package', order('', 'org.other.Order'), ['5:11-5:26 unknown-type org.other.Order']],
    ['a type of a package that it knows', order('', 'org.shop.Ordr'), ['5:11-5:24 unknown-type org.shop.Ordr']],
  ])('%s', (_, source, expected) => {
    expect(places(source, judge(source))).toEqual(expected);
  });

  test('a missing property belongs to the object that lacks it', () => {
    expect(judge(order(''))).toEqual([
      {
        rule: 'missing-property',
        severity: 'warning',
        text: 'org.shop.Order needs the property "item".',
        target: { path: ['tasks', 0], part: 'value' },
        answer: 'none',
        words: 'ours',
        hint: 'Plugin defaults of the namespace or of the server may fill it.',
      },
    ]);
  });

  test('plugin defaults of the flow fill what is missing', () => {
    const source = `${order('')}pluginDefaults:\n  - type: org.shop\n    values: { item: x }\n`;
    expect(judge(source)).toEqual([]);
  });

  test.each([
    ['an unknown property', order('    itm: x\n    item: x\n'), 'error'],
    ['a type of another package', order('', 'org.other.Order'), 'error'],
    ['a type of a package that it knows', order('', 'org.shop.Ordr'), 'error'],
    ['a list for a text', order('    item: [x]\n'), 'error'],
    ['a value that is not listed: the list may be a recommendation', order('    item: x\n    size: XL\n'), 'warning'],
    ['a text for an object, which may be rendered', order('    item: x\n    address: Paris\n'), 'warning'],
    ['a value that is read when the task runs', order('    item: x\n    limit: many\n'), 'warning'],
    ['a deprecated property', order('    item: x\n    old: x\n'), 'warning'],
  ])('%s is an %s', (_, source, severity) => {
    expect(judge(source).map((problem) => problem.severity)).toEqual([severity]);
  });

  test.each([
    ['org.shop.Ordr', 'This server has no plugin type "org.shop.Ordr" – did you mean "org.shop.Order"?', undefined],
    [
      'org.shop.Something',
      'This server has no plugin type "org.shop.Something".',
      'Of its package it has Carrier, Order.',
    ],
    ['org.other.Thing', 'This server has no plugin type "org.other.Thing".', 'Is the plugin installed there?'],
  ])('%s', (type, text, hint) => {
    expect(judge(order('', type))).toEqual([expect.objectContaining({ rule: 'unknown-type', text })]);
    expect(judge(order('', type))[0]?.hint).toBe(hint);
  });
});

describe('the plugins of a newer server', () => {
  const properties = Object.entries(schema.definitions['org.shop.Order'].properties);
  const fewer = Object.fromEntries(properties.filter(([name]) => name !== 'item'));
  const newer = pluginCatalogueOf(
    fileFromSchema({
      ...schema,
      definitions: {
        ...schema.definitions,
        'org.shop.Order': { ...schema.definitions['org.shop.Order'], required: [], properties: fewer },
      },
    }),
    true,
  );
  const upgrade = (source: string) => judgePluginUpgrade(parsed(source), '1.3', '2.0', { installed }, newer);

  test('what they will refuse and those of today take', () => {
    const source = order('    item: x\n    size: M\n');
    expect(places(source, upgrade(source))).toEqual(['6:5-6:9 unknown-property item']);
    expect(upgrade(source)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        hint: 'The plugins of the newer server will refuse this.',
      }),
    ]);
  });

  test('not what those of today refuse as well', () => {
    expect(upgrade(order('    itm: x\n'))).toEqual([]);
  });
});

describe('what is no schema of flows', () => {
  test.each([
    ['an error of the server', { message: 'Unauthorized' }, /no "definitions".*GET \/api\/v1\/plugins\/schemas\/flow/],
    ['a list', [schema], /no "definitions"/],
    ['text', 'x', /no "definitions"/],
    ['nothing', null, /no "definitions"/],
    [
      'another type',
      { ...schema, $ref: '#/definitions/io.kestra.core.models.tasks.Task' },
      /schema of io\.kestra\.core\.models\.tasks\.Task, not of flows.*GET/,
    ],
    ['no subject', { definitions: schema.definitions }, /something else, not of flows/],
    ['no plugins', { $ref: FLOW, definitions: {} }, /names no plugin.*GET/],
  ])('%s', (_, json, message) => {
    expect(() => fileFromSchema(json)).toThrow(PluginSchemaError);
    expect(() => fileFromSchema(json)).toThrow(message);
  });
});
