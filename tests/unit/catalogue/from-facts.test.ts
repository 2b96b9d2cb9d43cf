import { describe, expect, test } from '@jest/globals';
import { fileFromFacts } from '../../../tools/catalogue/from-facts.js';
import type { FactClass, FactGone } from '../../../tools/catalogue/facts.js';
import { specOf } from '../../../tools/catalogue/java-types.js';

const TASK = 'io.kestra.core.models.tasks.Task';
const core: FactClass[] = [{ c: TASK, k: 'base', of: 'task', r: 'core', p: { description: { t: 'String' } } }];
const make = (classes: readonly FactClass[], gone: readonly FactGone[] = []) =>
  fileFromFacts(
    {
      classes,
      core: [core],
      gone,
      repositories: [{ repo: 'kestra-io/plugin-shop', date: '2026-01-02', tag: 'v1.2.0' }],
    },
    () => false,
  );

describe('what a Java type accepts', () => {
  const known = new Map<string, FactClass>(
    [
      { c: 'a.Size', k: 'enum', r: 'r', v: ['S', 'M'], va: ['small'] },
      { c: 'a.Odd', k: 'enum', r: 'r', v: ['S'], custom: 1 as const },
      { c: 'a.Model', k: 'model', r: 'r' },
      { c: 'a.Text', k: 'model', r: 'r', from: ['any'] },
      { c: 'a.Base', k: 'base', of: 'plugin', r: 'r' },
      { c: 'a.Pay', k: 'base', r: 'r', u: { by: 'type', types: {} } },
    ].map((one): [string, FactClass] => [one.c, one]),
  );
  const size = { k: 'enum', java: 'a.Size', values: ['S', 'M', 'small'] };

  test.each([
    ['String', { k: 'string' }],
    ['Property<Duration>', { k: 'property', of: { k: 'duration', java: 'java.time.Duration' } }],
    ['Property<a.Size>', { k: 'property', of: size }],
    ['List<a.Size>', { k: 'list', java: 'java.util.ArrayList<a.Size>', of: size }],
    ['String[]', { k: 'list', java: 'java.lang.String[]', of: { k: 'string' } }],
    [
      'Map<String,List<String>>',
      {
        k: 'map',
        java: 'java.util.LinkedHashMap',
        key: { k: 'string' },
        of: { k: 'list', java: 'java.util.ArrayList<java.lang.String>', of: { k: 'string' } },
      },
    ],
    ['a.Odd', { k: 'scalar', java: 'a.Odd' }],
    ['a.Model', { k: 'object', class: 'a.Model' }],
    ['a.Text', { k: 'any' }],
    ['a.Base', { k: 'plugin', base: 'a.Base' }],
    [TASK, { k: 'plugin', base: TASK }],
    ['a.Pay', { k: 'union', base: 'a.Pay' }],
    ['?Library', { k: 'any' }],
    ['Object', { k: 'any' }],
  ])('%s', (t, spec) => {
    expect(specOf({ t }, (name) => known.get(name))).toEqual(spec);
  });

  test.each([[{ custom: 1 as const }], [{ single: 1 as const }], [{ setter: 1 as const }], [{ of: ['List', 'Map'] }]])(
    'anything, when %j',
    (more) => {
      expect(specOf({ t: 'List<String>', ...more }, () => undefined)).toEqual({ k: 'any' });
    },
  );
});

describe('a catalogue from facts', () => {
  const order: FactClass = {
    c: 'io.kestra.plugin.shop.Order',
    k: 'task',
    r: 'plugin-shop',
    x: ['io.kestra.plugin.shop.Abstract'],
    p: {
      item: { t: 'String', a: ['thing'] },
      description: { t: 'String' },
      logger: { t: 'Logger', h: 1 },
      old: { t: 'String', d: 1 },
    },
    ig: ['internal'],
    a: ['io.kestra.plugin.store.Order'],
  };
  const base: FactClass = {
    c: 'io.kestra.plugin.shop.Abstract',
    k: 'base',
    of: 'task',
    r: 'plugin-shop',
    core: [TASK],
    p: { customer: { t: 'String' } },
  };

  test('names, inheritance, aliases, and the plugin with its version', () => {
    const file = make([order, base]);
    expect(file.sources).toEqual([{ name: 'plugin-shop', version: '1.2.0', date: '2026-01-02' }]);
    const { props, ...rest } = file.classes[order.c]!;
    expect(Object.fromEntries(Object.entries(props!).map(([name, index]) => [name, file.shapes[index]]))).toEqual({
      item: { t: { k: 'string' } },
      old: { t: { k: 'string' }, d: 1 },
    });
    expect(rest).toEqual({
      kind: 'task',
      of: 0,
      extends: base.c,
      ignored: ['internal'],
      names: { thing: 'item' },
    });
    expect(file.classes[base.c]).toMatchObject({ kind: 'task', abstract: 1 });
    expect(file.aliases).toEqual({ 'io.kestra.plugin.store.Order': order.c });
  });

  test('of a stale or unknown class anything goes', () => {
    const file = make([
      { ...order, stale: 1 },
      { c: 'io.kestra.plugin.shop.New', k: '?', r: 'plugin-shop', open: 'any' },
    ]);
    expect(file.classes[order.c]).toMatchObject({ open: 'any' });
    expect(file.classes['io.kestra.plugin.shop.New']).toMatchObject({ kind: 'unknown', open: 'any' });
  });

  test('what is gone, with what stands in for it', () => {
    const file = make(
      [order, base],
      [
        { c: order.c, k: 'task', r: 'plugin-shop', p: { colour: '1.0.0' } },
        { c: 'io.kestra.plugin.shop.Gift', k: 'task', r: 'plugin-shop', until: '0.9.0', p: {} },
        { c: 'io.kestra.plugin.gcp.runner.CloudRun', k: 'taskRunner', r: 'plugin-gcp', until: '0.17.3', p: {} },
      ],
    );
    expect(file.classes[order.c]?.had).toEqual({ colour: '1.0.0' });
    expect(file.gone).toEqual({
      'io.kestra.plugin.shop.Gift': { of: 0, until: '0.9.0' },
      'io.kestra.plugin.gcp.runner.CloudRun': {
        of: 1,
        until: '0.17.3',
        instead: 'io.kestra.plugin.ee.gcp.runner.CloudRun',
      },
    });
  });
});
