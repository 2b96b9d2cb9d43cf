import { describe, expect, test } from '@jest/globals';
import { pluginCatalogueOf } from '../../../src/rules/plugins/catalogue.js';
import type { PluginFile } from '../../../src/rules/plugins/format.js';
import { fileFromSchema } from '../../../src/rules/plugins/from-schema.js';
import { decodeInstalledPlugins } from '../../../tools/catalogue/installed-plugins.js';
import { renewFile } from '../../../tools/catalogue/renew.js';
import { renderRenewal } from '../../../tools/catalogue/summary.js';

const ORDER = 'io.kestra.plugin.shop.Order';
const before: PluginFile = {
  meta: { format: 1, date: '2026-01-02', from: 'a test' },
  sources: [
    { name: 'plugin-shop', version: '1.2.0' },
    { name: 'plugin-far', version: '3.0.0' },
  ],
  shapes: [
    { t: { k: 'property', of: { k: 'string' } } },
    { t: { k: 'property', of: { k: 'enum', java: 'a.Size', values: ['S', 'M'] } } },
  ],
  classes: {
    'io.kestra.plugin.far.Away': { kind: 'task', of: 1 },
    'io.kestra.plugin.shop.Abstract': { kind: 'task', of: 0, abstract: 1, props: { customer: 0, shop: 0 } },
    'io.kestra.plugin.shop.Gift': { kind: 'task', of: 0, props: { name: 0 } },
    [ORDER]: { kind: 'task', of: 0, extends: 'io.kestra.plugin.shop.Abstract', props: { item: 0, size: 1 } },
    'io.kestra.plugin.shop.Refund': { kind: 'unknown', of: 0, open: 'any' },
  },
  aliases: {},
  unions: {},
  gone: {},
};
const definition = (name: string, properties: object, more: object = {}) => ({
  [name]: { type: 'object', properties: { id: { type: 'string' }, type: { const: name }, ...properties }, ...more },
});
const schema = fileFromSchema({
  $ref: '#/definitions/io.kestra.core.models.flows.Flow',
  definitions: {
    ...definition('io.kestra.plugin.core.log.Log', { message: { type: 'string' } }),
    ...definition(
      ORDER,
      {
        customer: { type: 'string', $dynamic: true },
        item: { type: 'string', $dynamic: true },
        size: { type: 'string', enum: ['S', 'L'], $dynamic: true },
        colour: { type: 'string', $dynamic: true },
      },
      { $deprecated: true },
    ),
    ...definition('io.kestra.plugin.shop.Refund', { amount: { type: 'integer' }, timeout: { type: 'string' } }),
    ...definition('io.kestra.plugin.shop.Send', { to: { type: 'string' } }),
    'io.kestra.core.models.flows.Flow': {
      properties: {
        tasks: {
          type: 'array',
          items: {
            anyOf: [ORDER, 'io.kestra.plugin.shop.Refund', 'io.kestra.plugin.shop.Send'].map((name) => ({
              $ref: `#/definitions/${name}`,
            })),
          },
        },
      },
    },
  },
});
const installed = decodeInstalledPlugins([
  {
    name: 'plugin-shop',
    version: '2.0.0',
    tasks: [{ cls: ORDER }, { cls: 'io.kestra.plugin.shop.Send' }],
    guides: ['x'],
  },
  { name: 'core' },
]);
const after = renewFile(before, { schema, installed, date: '2026-11-25' });
const catalogue = pluginCatalogueOf(after, false);
const propsOf = (name: string) => [...catalogue.classOf(name)!.props.keys()].sort();

describe('a renewed catalogue', () => {
  test('has the types that came and not those that went', () => {
    expect([...catalogue.types].sort()).toEqual([
      'io.kestra.plugin.far.Away',
      ORDER,
      'io.kestra.plugin.shop.Refund',
      'io.kestra.plugin.shop.Send',
    ]);
    expect(after.gone).toEqual({ 'io.kestra.plugin.shop.Gift': { of: 0, until: '1.2.0' } });
  });

  test('has the properties that came, and remembers those that went', () => {
    expect(propsOf(ORDER)).toEqual(['colour', 'customer', 'item', 'size']);
    expect(catalogue.classOf(ORDER)?.had).toEqual(new Map([['shop', '1.2.0']]));
    expect(propsOf('io.kestra.plugin.shop.Abstract')).toEqual(['customer', 'shop']);
  });

  test('knows older constants as well as newer ones', () => {
    expect(catalogue.classOf(ORDER)?.props.get('size')?.t).toEqual({
      k: 'property',
      of: { k: 'enum', java: 'a.Size', values: ['S', 'M', 'L'] },
    });
  });

  test('knows all of a type of which only the name was known, but not what every task has', () => {
    expect(catalogue.classOf('io.kestra.plugin.shop.Refund')?.kind).toBe('task');
    expect(propsOf('io.kestra.plugin.shop.Refund')).toEqual(['amount']);
  });

  test('is of the newer versions', () => {
    expect(after.meta.date).toBe('2026-11-25');
    expect(catalogue.classOf(ORDER)).toMatchObject({
      deprecated: true,
      source: { name: 'plugin-shop', version: '2.0.0', date: '2026-11-25' },
    });
  });

  test('changes nothing when it is renewed by the same once more', () => {
    expect(renewFile(after, { schema, installed, date: '2026-11-25' })).toEqual(after);
  });

  test('is summarised for people', () => {
    expect(renderRenewal(before, after)).toBe(`The catalogue of 2026-11-25: 4 types (1 came, 1 went).

### Types that came (1)

- \`io.kestra.plugin.shop.Send\`

### Types that went (1)

- \`io.kestra.plugin.shop.Gift\`

### Types that are deprecated now (1)

- \`io.kestra.plugin.shop.Order\`

### Properties that came (1)

- \`io.kestra.plugin.shop.Order\`: \`colour\`

### Properties that went (1)

- \`io.kestra.plugin.shop.Order\`: \`shop\`

### Plugins at other versions (1)

- plugin-shop 1.2.0 → 2.0.0
`);
    expect(renderRenewal(after, after)).toMatch(/0 came, 0 went\)\.\n\nNothing else changed\.\n$/);
  });
});

test.each([[{}], ['x'], [null]])('%j is no list of plugins', (json) => {
  expect(() => decodeInstalledPlugins(json)).toThrow(/GET \/api\/v1\/plugins/);
});
