import { describe, expect, test } from '@jest/globals';
import { judgeDocument } from '../../../src/rules/judge.js';
import { parsePluginSchema, PluginSchemaError } from '../../../src/rules/plugin-schema.js';
import { parsed, places } from '../lint/placed.js';

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
const pluginSchema = parsePluginSchema(schema);
const order = (more: string, type = 'org.shop.Order') =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n    type: ${type}\n${more}`;
const judge = (source: string) => judgeDocument(parsed(source), { rules: '1.3', pluginSchema }).problems;

describe('plugins outside the core', () => {
  test.each([
    ['fine', order('    item: x\n    size: M\n    tags: [a]\n    parts: a\n    anything: { b: 1 }\n'), []],
    ['an old name', order('    item: x\n', 'org.old.Order'), []],
    ['an unknown property', order('    itm: x\n    item: x\n'), ['6:5-6:8 unknown-property itm']],
    ['a wrong value', order('    item: x\n    size: XL\n'), ['7:11-7:13 wrong-value XL']],
    ['a text for a list', order('    item: x\n    tags: a\n'), ['7:11-7:12 wrong-type a']],
    ['a list for a text', order('    item: [x]\n'), ['6:11-6:14 wrong-type [x]']],
    ['a text for an object', order('    item: x\n    address: Paris\n'), ['7:14-7:19 wrong-type Paris']],
    ['templates may be anything', order('    item: x\n    size: "{{ s }}"\n    tags: "{{ t }}"\n'), []],
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
        text: 'org.shop.Order needs the property "item", says the schema of your server; plugin defaults may fill it.',
        target: { path: ['tasks', 0], part: 'value' },
        answer: 'none',
      },
    ]);
  });

  test('warnings, but for a type that the server surely refuses', () => {
    const severities = (source: string) => judge(source).map(({ severity }) => severity);
    expect(severities(order('    itm: x\n    item: x\n'))).toEqual(['warning']);
    expect(severities(order('', 'org.other.Order'))).toEqual(['warning']);
    expect(severities(order('', 'org.shop.Ordr'))).toEqual(['error']);
  });

  test('helps with a slip of the pen', () => {
    expect(judge(order('    itm: x\n    item: x\n'))[0]?.hint).toBe('Did you mean "item"?');
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
    expect(() => parsePluginSchema(json)).toThrow(PluginSchemaError);
    expect(() => parsePluginSchema(json)).toThrow(message);
  });
});
