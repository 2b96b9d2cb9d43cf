import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { renderSarif } from '../../../src/report/sarif.js';
import { finding, validation } from './reports.js';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
      readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}
interface Log {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly Rule[] };
      };
      readonly columnKind: string;
      readonly results: readonly Result[];
    },
  ];
}

const log = (findings: readonly Finding[]) =>
  JSON.parse(renderSarif(validation(findings), 'https://kestra.io/docs')) as Log;
const results = (findings: readonly Finding[]) => log(findings).runs[0].results;

describe('SARIF as GitHub code scanning takes it', () => {
  test('version, tool, columns', () => {
    const { version, runs } = log([]);
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    expect(runs[0].columnKind).toBe('utf16CodeUnits');
    expect(runs[0].tool.driver).toMatchObject({ name: 'Kestra flows', version: '1.2.3', rules: [] });
    expect(runs[0].results).toEqual([]);
  });

  test('every result names its rule, by name and by index; every rule says what GitHub asks for', () => {
    const rules = ['unknown-property', 'duplicate-key', 'a', 'unknown-property'];
    const { runs } = log(rules.map((rule, index) => finding({ rule, severity: index === 3 ? 'notice' : 'warning' })));
    for (const { ruleId, ruleIndex } of runs[0].results) expect(runs[0].tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    expect(runs[0].tool.driver.rules.map(({ id }) => id)).toEqual(['a', 'duplicate-key', 'unknown-property']);
    for (const rule of runs[0].tool.driver.rules) {
      for (const text of [rule.shortDescription.text, rule.fullDescription.text, rule.help.text]) {
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(1024);
      }
      expect(rule.defaultConfiguration.level).toBe('warning');
    }
    expect(runs[0].tool.driver.rules[1]!.name).toBe('DuplicateKey');
  });

  test('levels and messages', () => {
    const told = results([
      finding({ hint: 'Do.' }),
      finding({ severity: 'warning' }),
      finding({ severity: 'notice', message: 'x'.repeat(3000) }),
    ]);
    expect(told.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
    expect(told[0]!.message.text).toBe('Unknown property "mesage". Do.');
    expect(told[2]!.message.text).toHaveLength(1000);
  });

  test.each([
    ['in a line', { startLine: 3, startColumn: 5, endLine: 3, endColumn: 11 }, [3, 5, 3, 11]],
    ['without length', { startLine: 3, startColumn: 5, endLine: 3, endColumn: 5 }, [3, 5, 3, 6]],
    ['over lines', { startLine: 3, startColumn: 5, endLine: 4, endColumn: 1 }, [3, 5, 4, 1]],
    ['none', undefined, [1, 1, 1, 2]],
  ])('a region %s has all four sides', (_name, range, expected) => {
    const [result] = results([finding({ range } as Partial<Finding>)]);
    const { startLine, startColumn, endLine, endColumn } = result!.locations[0]!.physicalLocation.region;
    expect(result!.locations).toHaveLength(1);
    expect([startLine, startColumn, endLine, endColumn]).toEqual(expected);
  });

  test.each([
    ['flows/a.yml', 'flows/a.yml'],
    ['ä b/%#?.yml', '%C3%A4%20b/%25%23%3F.yml'],
    ['c:d/e.yml', 'c%3Ad/e.yml'],
    ['\ud800.yml', '%EF%BF%BD.yml'],
  ])('%s is a relative URI', (file, uri) => {
    const [result] = results([finding({ file })]);
    const location = result!.locations[0]!.physicalLocation.artifactLocation;
    expect(location).toEqual({ uri, uriBaseId: '%SRCROOT%' });
    expect(new URL(uri, 'https://x/y/').pathname).toBe(`/y/${uri}`);
  });

  test('a finding keeps its fingerprint when lines move; two of the same kind differ', () => {
    const prints = (findings: readonly Finding[]) =>
      results(findings).map((r) => r.partialFingerprints['kestraFinding/v1']);
    const moved = { startLine: 90, startColumn: 1, endLine: 91, endColumn: 2 };
    const before = prints([finding(), finding(), finding({ file: 'b.yml' }), finding({ message: 'Other' })]);
    expect(new Set(before).size).toBe(4);
    expect(prints([finding({ range: moved }), finding({ range: moved })])).toEqual(before.slice(0, 2));
  });

  test('of more results than GitHub takes, the worst are kept', () => {
    const many = Array.from({ length: 25_010 }, (_, index) =>
      finding({ severity: index < 25_005 ? 'notice' : 'error' }),
    );
    const kept = results(many);
    expect(kept).toHaveLength(25_000);
    expect(kept.filter(({ level }) => level === 'error')).toHaveLength(5);
  });
});
