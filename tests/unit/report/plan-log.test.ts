import { describe, expect, test } from '@jest/globals';
import { renderChanges, renderLastLine } from '../../../src/report/log.js';
import { fileDeployment, flowDeployment, validation } from './reports.js';

const files = [
  { action: 'created', file: 'a.sql', target: '/a.sql', bytes: 5 },
  { action: 'updated', file: 'b.sql', target: '/b.sql', bytes: 5, bytesBefore: 7 },
  { action: 'deleted', target: '/c.sql', bytes: 0, bytesBefore: 70, reason: 'removed in 3f2a9c1' },
  { action: 'deleted', target: '/d.sql', bytes: 0 },
] as const;

describe('the lines of files', () => {
  test('of a plan say what would be done', () => {
    expect(renderChanges(fileDeployment({ dryRun: true, files }))).toEqual([
      '+ create    /a.sql · 5 B',
      '~ update    /b.sql · 7 B → 5 B',
      '- delete    /c.sql · 70 B · removed in 3f2a9c1',
      '- delete    /d.sql',
    ]);
  });

  test('of a deployment say what was done, and how large a deleted file was', () => {
    expect(renderChanges(fileDeployment({ files })).slice(-2)).toEqual([
      '- deleted   /c.sql · 70 B · removed in 3f2a9c1',
      '- deleted   /d.sql',
    ]);
  });
});

describe('what is much', () => {
  const unchanged = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ action: 'unchanged' as const, namespace: 'n', id: `f${index}` }));
  const created = { action: 'created', namespace: 'n', id: 'new' } as const;

  test('of what is unchanged is listed up to twenty, and counted beyond', () => {
    const twenty = renderChanges(flowDeployment({ flows: [...unchanged(20), created] }));
    expect(twenty).toHaveLength(21);
    expect(twenty.slice(-2)).toEqual(['= unchanged n/f19', '+ created   n/new']);
    expect(renderChanges(flowDeployment({ flows: [...unchanged(21), created] }))).toEqual([
      '+ created   n/new',
      '= unchanged 21',
    ]);
  });

  test('what was not reached is counted in thousands', () => {
    const flows = unchanged(1200).map((flow) => ({ ...flow, action: 'skipped' as const }));
    expect(renderChanges(flowDeployment({ flows }))).toEqual(['· not reached 1,200']);
  });
});

describe('the last line', () => {
  const line = 'Files in company.team:/config: 1 created, 1 unchanged, 1 failed';

  test.each([
    ['how much was sent', fileDeployment(), `${line} · 2.0 kB sent · 46 requests · 1.2 s`],
    ['nothing of what was not sent', fileDeployment({ bytes: 0 }), `${line} · 46 requests · 1.2 s`],
    ['one request', fileDeployment({ bytes: 1, requests: 1 }), `${line} · 1 B sent · 1 request · 1.2 s`],
    [
      'no request without a server, and no count of what was not looked at',
      validation([], {
        counts: { files: 0, flows: 0, invalidFlows: 0, errors: 0, warnings: 0, notices: 0, silenced: 0 },
        failure: { reason: 'inputs', short: 'the inputs are wrong', message: 'x' },
      }),
      'Flows not checked: the inputs are wrong · 1.2 s',
    ],
  ])('has %s', (_name, report, expected) => {
    expect(renderLastLine(report)).toBe(expected);
  });
});
