import { describe, expect, test } from '@jest/globals';
import { pluginCatalogueOf } from '../../../src/rules/plugins/catalogue.js';
import type { PluginFile } from '../../../src/rules/plugins/format.js';
import { readFlows } from '../../../src/validation/check-flows.js';
import { judgeOffline, type OfflineOptions } from '../../../src/validation/judge-offline.js';

const STRING = { k: 'string' } as const;
const DURATION = { k: 'property', of: { k: 'duration', java: 'java.time.Duration' } } as const;
const SIZE = {
  k: 'property',
  of: { k: 'enum', java: 'io.kestra.plugin.shop.Size', values: ['SMALL', 'LARGE'] },
} as const;
const LINES = { k: 'property', of: { k: 'list', java: 'java.util.ArrayList<java.lang.String>', of: STRING } } as const;
const file: PluginFile = {
  meta: { format: 1, date: '2026-01-02', from: 'a test' },
  sources: [{ name: 'plugin-shop', version: '1.2.0', date: '2026-01-02' }],
  shapes: [{ t: STRING }, { t: DURATION }, { t: SIZE }, { t: LINES }],
  classes: {
    'io.kestra.plugin.shop.Order': { kind: 'task', of: 0, props: { customer: 0, wait: 1, size: 2, lines: 3 } },
  },
  aliases: {},
  unions: {},
  gone: {},
};

const task = (type: string, ...more: readonly string[]) =>
  ['id: a', 'namespace: b', 'tasks:', '  - id: t', `    type: ${type}`, ...more.map((line) => `    ${line}`), ''].join(
    '\n',
  );
const ORDER = task('io.kestra.plugin.shop.Order', 'wait: soon', 'size: HUGE', 'lines: one', 'colour: red');
const UNKNOWN = task('io.kestra.plugin.none.Thing');

function judge(texts: readonly string[], options: Partial<OfflineOptions> = {}) {
  const { flows } = readFlows(texts.map((text, index) => ({ path: `${index}.yml`, text })));
  const verdicts = judgeOffline(flows, {
    rules: '1.3',
    plugins: { official: pluginCatalogueOf(file, false) },
    ...options,
  });
  return {
    files: [...verdicts.findings.keys()].map(({ document }) => document.file.path),
    rules: [...verdicts.findings.values()].flat().map(({ rule }) => rule),
    severities: [...verdicts.findings.values()].flat().map(({ severity }) => severity),
    messages: [...verdicts.findings.values()].flat().map(({ message }) => message),
    sources: [...verdicts.sources].map(({ name }) => name),
    unjudged: [...verdicts.unjudgedTypes],
  };
}

describe('flows without a server', () => {
  test('what cannot be parsed is not judged, and the others are', () => {
    expect(judge(['id: [', ORDER]).files).toEqual(['1.yml']);
  });

  test.each(['\r', '\x85', '\u2028'])('a line that ends with %j in a broken part is counted behind it', (lineEnd) => {
    const text = `id: a\nnamespace: b\ntasks:\n  - id: x${lineEnd}\0\n  - id: y\n    message: a\u0007b\n`;
    const { flows } = readFlows([{ path: 'a.yml', text }]);
    expect([...judgeOffline(flows, { rules: '1.3' }).findings.values()].flat()).toMatchObject([
      { message: 'The character U+0007 is not allowed in YAML.', range: { startLine: 6, startColumn: 15 } },
    ]);
  });

  test('a flow that uses up the stack takes no other flow with it', () => {
    const deep = task('io.kestra.plugin.core.flow.Subflow', 'namespace: b', 'flowId: c');
    const knownFlow = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    expect(judge([deep, UNKNOWN], { knownFlow })).toMatchObject({
      files: ['0.yml', '1.yml'],
      messages: ['The document is nested too deeply to be checked.'],
      severities: ['error'],
      unjudged: ['io.kestra.plugin.none.Thing'],
    });
    expect(judge([deep], { knownFlow, hasServer: true }).severities).toEqual(['warning']);
  });

  test('450 levels of tasks get one finding, whatever the stack holds', () => {
    const levels = Array.from({ length: 450 }, (_, level) => {
      const indent = '  '.repeat(2 * level + 1);
      return `${indent}- id: t${level}\n${indent}  type: io.kestra.plugin.core.flow.Sequential\n${indent}  tasks:\n`;
    });
    expect(judge([`id: deep\nnamespace: b\ntasks:\n${levels.join('')}`]).rules).toHaveLength(1);
  });

  test('all that is known of a plugin is reported, with the catalogue that knew it', () => {
    expect(judge([ORDER])).toMatchObject({
      rules: ['wrong-type', 'wrong-value', 'wrong-type', 'unknown-property'],
      sources: ['plugin-shop'],
      unjudged: [],
    });
    expect(judge([UNKNOWN]).unjudged).toEqual(['io.kestra.plugin.none.Thing']);
  });
});

describe('with a server', () => {
  test('only what it does not look at is reported of its plugins', () => {
    expect(judge([ORDER], { hasServer: true })).toMatchObject({
      rules: ['wrong-type', 'wrong-value', 'wrong-type'],
      sources: [],
    });
  });

  test.each([
    ['what it refuses itself', task('io.kestra.plugin.shop.Order', 'customer: [a]'), 'wrong-type'],
    [
      'defaults for a plugin that it may know',
      `${task('io.kestra.plugin.shop.Order')}pluginDefaults:\n  - type: io.kestra.plugin.shop.Ordre\n    values: {}\n`,
      'unknown-type',
    ],
  ])('%s is left to it', (_what, text, rule) => {
    expect(judge([text]).rules).toEqual([rule]);
    expect(judge([text], { hasServer: true }).rules).toEqual([]);
  });
});

describe('an upgrade', () => {
  const flow = task('io.kestra.plugin.core.debug.Echo', 'format: x');

  test('is judged where one is meant', () => {
    expect(judge([flow]).rules.filter((rule) => rule.startsWith('upgrade-'))).toEqual([]);
    const { rules, messages } = judge([flow], { upgradeTo: '2.0' });
    expect(messages[rules.indexOf('upgrade-unknown-type')]).toBe(
      'Kestra 2.0 will refuse this: unknown type "io.kestra.plugin.core.debug.Echo".',
    );
  });

  test.each([
    [
      'of one letter, in lower case',
      'tasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Loop\n    values: [a]\n    tasks:\n      - id: x\n',
      'a `type` is missing here.',
    ],
    ['in quotes, as it stands', 'inputs:\n  - id: Big\n    type: REUSABLE_INPUTS\n', '"ref" of "Big" is missing.'],
  ])('is told in a sentence that goes on with its first word: one %s', (_what, more, message) => {
    const { messages } = judge([`id: a\nnamespace: b\n${more}`], { upgradeTo: '2.0' });
    expect(messages).toContain(`Kestra 2.0 will refuse this: ${message}`);
  });

  test('what it will take and do otherwise is told in our own words', () => {
    const type = 'io.kestra.plugin.kestra.flows.List';
    expect(judge([task(type)], { upgradeTo: '2.0' })).toMatchObject({
      rules: ['upgrade-changed-in-2.0'],
      messages: [
        `Kestra 2.0 wants credentials for ${type}: without \`auth\` or defaults of the namespace it fails when it runs.`,
      ],
    });
  });
});
