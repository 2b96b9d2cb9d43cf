import { describe, expect, test } from '@jest/globals';
import { pluginCatalogueOf } from '../../../src/rules/plugins/catalogue.js';
import type { PluginFile } from '../../../src/rules/plugins/format.js';
import { readFlows } from '../../../src/validation/check-flows.js';
import { judgeOffline } from '../../../src/validation/judge-offline.js';

const file: PluginFile = {
  meta: { format: 1, date: '2026-01-02', from: 'a test' },
  sources: [{ name: 'plugin-shop', version: '1.2.0', date: '2026-01-02' }],
  shapes: [{ t: { k: 'string' } }],
  classes: { 'io.kestra.plugin.shop.Order': { kind: 'task', of: 0, props: { customer: 0 }, required: ['customer'] } },
  aliases: {},
  unions: {},
  gone: {},
};

/** What is found in a flow: rule, line, and the line of the problem that Kestra stops at before it. */
function found(...lines: readonly string[]): readonly string[] {
  const { flows } = readFlows([{ path: 'a.yml', text: `${lines.join('\n')}\n` }]);
  const { findings } = judgeOffline(flows, { rules: '1.3', plugins: { official: pluginCatalogueOf(file, false) } });
  return [...findings.values()]
    .flat()
    .map(({ rule, range, afterLine }) => `${rule} ${range?.startLine}${afterLine ? ` after ${afterLine}` : ''}`);
}

const HEAD = ['id: a', 'namespace: b', 'tasks:'];
const log = (id: string, ...more: readonly string[]) => [
  `  - id: ${id}`,
  '    type: io.kestra.plugin.core.log.Log',
  '    message: x',
  ...more.map((line) => `    ${line}`),
];
/** Text in quotes that never ends. */
const BROKEN = log('broken', 'description: "open');

describe('beside what is no YAML', () => {
  test('further problems of the syntax are reported', () => {
    expect(found(...HEAD, ...log('one', 'description: }'), ...log('two'), ...log('three', 'description: ]'))).toEqual([
      'yaml-syntax 14 after 7',
    ]);
  });

  test('keys that stand twice are, but for those in the broken part', () => {
    expect(found(...HEAD, ...log('one', 'message: y'), ...BROKEN, '    type: twice')).toEqual([
      'duplicate-key 7 after 11',
    ]);
    const ends = ['description: ]', 'id: c', 'namespace: d'];
    expect(found(...HEAD, ...log('one'), ...ends)).toEqual(['duplicate-key 8 after 7', 'duplicate-key 9 after 7']);
  });

  test('of a property that cannot be read nothing is said', () => {
    expect(found('id: }', 'namespace: b', 'tasks:', ...log('one', 'foo: 1'))).toEqual(['unknown-property 7 after 1']);
    expect(found(...HEAD, ...log('one', 'foo: 1'), 'id: }', 'triggers: ]')).toEqual([
      'unknown-property 7 after 8',
      'yaml-syntax 9 after 8',
    ]);
  });

  test('what is missing in the flow may stand in the broken part', () => {
    expect(found('description: x', 'tasks:', ...BROKEN)).toEqual([]);
    expect(found('id: a', 'namespace: b', 'triggers:', ...BROKEN)).toEqual([]);
  });

  test('plugins are judged, but for what they lack', () => {
    const order = ['  - id: order', '    type: io.kestra.plugin.shop.Order'];
    expect(found(...HEAD, ...order)).toEqual(['missing-property 4']);
    expect(found(...HEAD, ...order, ...BROKEN)).toEqual([]);
    expect(found(...HEAD, ...order, '    customr: y', ...BROKEN)).toEqual(['unknown-property 6 after 10']);
  });
});
