import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { renderClean, renderFailure, renderFindings } from '../../../src/report/log.js';
import { finding, flowDeployment, validation } from './reports.js';

const warning = finding({ severity: 'warning', message: 'Old.' });
const at = (line: number, more: Partial<Finding> = {}) =>
  finding({ range: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 }, ...more });
const withoutPlace = (more: Partial<Finding>) => finding({ range: undefined, ...more } as Partial<Finding>);

describe('the findings in the log', () => {
  test('are open where there are only errors, and where there are none', () => {
    expect(renderFindings([finding()])).toEqual({
      open: ['✗ flows/a.yml', '    3:5      error    Unknown property "mesage".'],
    });
    expect(renderFindings([warning])).toEqual({ open: ['! flows/a.yml', '    3:5      warning  Old.'] });
    expect(renderFindings([])).toEqual({ open: [] });
  });

  test('a file stands above each run of its findings', () => {
    expect(renderFindings([at(1), at(2, { file: 'b.yml' }), at(3)]).open).toEqual([
      '✗ flows/a.yml',
      '    1:1      error    Unknown property "mesage".',
      '✗ b.yml',
      '    2:1      error    Unknown property "mesage".',
      '✗ flows/a.yml',
      '    3:1      error    Unknown property "mesage".',
    ]);
  });

  test('the same error in five places stands once; of another severity, rule, advice or line it is another', () => {
    const same = [1, 2, 3, 4, 5].map((line) => at(line));
    const others = [
      at(6, { severity: 'warning' }),
      at(7, { rule: 'other' }),
      at(8, { hint: 'Do.' }),
      at(9, { afterLine: 2 }),
      at(10, { message: 'x' }),
    ];
    expect(renderFindings([...same, ...others])).toEqual({
      open: [
        '✗ in 5 places of 1 file: error  Unknown property "mesage".',
        ...[1, 2, 3, 4, 5].map((line) => `    flows/a.yml ${line}:1`),
        '✗ flows/a.yml',
        '    7:1      error    Unknown property "mesage".',
        '    8:1      error    Unknown property "mesage". Do.',
        '    9:1      error    Unknown property "mesage". (after line 2)',
        '    10:1     error    x',
        '    "After line …": Kestra stops at that line, and reports this once the line is right.',
      ],
      folded: {
        title: '1 warning in 1 file',
        lines: ['! flows/a.yml', '    6:1      warning  Unknown property "mesage".'],
      },
    });
  });

  test('the same words without places are files; two documents of a file are two flows', () => {
    const same = ['a', 'b', 'c', 'd', 'd'].map((file, document) => withoutPlace({ file, document }));
    expect(renderFindings(same).open).toEqual([
      '✗ in 5 flows: error  Unknown property "mesage".',
      '    a',
      '    b',
      '    c',
      '    d',
      '    d',
    ]);
    const first = ['a', 'b', 'c', 'd', 'd'].map((file) => withoutPlace({ file }));
    expect(renderFindings(first).open[0]).toBe('✗ in 5 places of 4 files: error  Unknown property "mesage".');
  });

  test('twenty places are listed', () => {
    const same = (count: number) => Array.from({ length: count }, (_, line) => at(line + 1));
    expect(renderFindings(same(20)).open.at(-1)).toBe('    flows/a.yml 20:1');
    expect(renderFindings(same(21)).open.slice(-2)).toEqual([
      '    flows/a.yml 20:1',
      '    … and 1 more place; all of them are in the JSON report',
    ]);
  });

  test('files without findings are counted', () => {
    const files = ['flows/a.yml', 'b.yml', 'c.yml'].map((path) => ({ path, flows: [] }));
    expect(renderClean(validation([finding()], { files }))).toBe('✓ 2 files without findings');
  });
});

describe('the last words of a failing step', () => {
  const failure = (reason: 'findings' | 'server', hint?: string) => ({
    failure: { reason, short: 'x', message: 'It failed.', ...(hint === undefined ? {} : { hint }) },
  });
  const words = (findings: readonly Finding[], reason: 'findings' | 'server' = 'findings') =>
    renderFailure(validation(findings, failure(reason, 'Try.')), { summary: false });

  test('are what happened and what to do', () => {
    expect(words([finding()], 'server')).toEqual(['It failed.', 'Try.']);
    expect(renderFailure(flowDeployment(failure('server')), { summary: true })).toEqual(['It failed.']);
    expect(renderFailure(validation([finding()]), { summary: true })).toEqual([]);
  });

  test('name what is to be fixed: the errors, and where there are none the warnings', () => {
    expect(words([finding(), warning, warning, finding()]).at(-1)).toBe('Fix the 2 errors marked above.');
    expect(words([warning, finding({ severity: 'notice' })]).at(-1)).toBe('Fix the 1 warning marked above.');
    expect(words([finding({ severity: 'notice' })])).toEqual(['It failed.', 'Try.']);
  });
});
