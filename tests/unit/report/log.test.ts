import { describe, expect, test } from '@jest/globals';
import { renderChanges, renderClean, renderFindings, renderLastLine } from '../../../src/report/log.js';
import { fileDeployment, finding, flowDeployment, validation } from './reports.js';

describe('the log', () => {
  test('shows findings file by file: place, severity, message, what to do; without the words of Java', () => {
    const lines = renderFindings([
      finding({
        original: 'Unrecognized field "mesage" (class io.kestra.plugin.core.log.Log), not marked as ignorable',
      }),
      finding({
        severity: 'warning',
        message: 'Old.',
        hint: 'Use the new one.',
        range: { startLine: 12, startColumn: 1, endLine: 12, endColumn: 4 },
      }),
      finding({ severity: 'notice', file: 'flows/b.yml', message: 'By the way.' }),
    ]);
    expect(lines).toEqual([
      '✗ flows/a.yml',
      '    3:5      error    Unknown property "mesage".',
      '    12:1     warning  Old. Use the new one.',
      '! flows/b.yml',
      '    3:5      notice   By the way.',
    ]);
  });

  test('counts the files without findings', () => {
    expect(renderClean(validation([], { files: [{ path: 'a.yml', flows: [] }] }))).toBe('✓ 1 file without findings');
  });

  test('shows one line a flow or file', () => {
    expect(renderChanges(flowDeployment())).toEqual([
      '+ created   company.etl/load · flows/load.yml · revision 1',
      '~ updated   company.billing/invoice · flows/invoice.yml · revision 7 → 8',
      '= unchanged company.etl/clean · flows/clean.yml',
    ]);
    expect(renderChanges(fileDeployment())).toEqual([
      '+ created   /config/a.sql · 2.0 kB',
      '= unchanged /config/b.sql · 10 B',
      '✗ failed    /config/c#.sql · 1 B – Rename the file.',
    ]);
  });

  test('only counts what is unchanged when it is much', () => {
    const unchanged = Array.from({ length: 1200 }, (_, index) => ({
      action: 'unchanged' as const,
      namespace: 'n',
      id: `f${index}`,
      file: `f${index}.yml`,
      line: 1,
    }));
    expect(renderChanges(flowDeployment({ flows: unchanged }))).toEqual(['= 1,200 unchanged ones']);
  });

  test.each([
    [validation([finding()]), '1 flow in 1 file: 1 error, 0 warnings, 0 notices. 1 of 1 flow is invalid.'],
    [flowDeployment(), '1 created, 1 updated, 1 unchanged, 46 requests, 1.2 s.'],
    [fileDeployment(), '1 created, 1 unchanged, 1 failed, 2.0 kB sent, 46 requests, 1.2 s.'],
    [
      flowDeployment({
        outcome: 'failure',
        changed: false,
        counts: { created: 0, updated: 0, unchanged: 5, deleted: 0, failed: 1 },
      }),
      'Nothing was changed: 5 unchanged, 1 failed, 46 requests, 1.2 s.',
    ],
    [
      fileDeployment({
        outcome: 'failure',
        changed: false,
        bytes: 0,
        counts: { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 },
      }),
      'Nothing was changed, 46 requests, 1.2 s.',
    ],
  ])('ends with the counts', (report, line) => {
    expect(renderLastLine(report)).toBe(line);
  });
});
