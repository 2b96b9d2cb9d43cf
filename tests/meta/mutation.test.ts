import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedFiles, parseAccepted } from '../../tools/mutate/accepted.js';
import type { MutationReport } from '../../tools/mutate/survivors.js';
import { judge, renderVerdict } from '../../tools/mutate/verdict.js';
import { root } from './project.js';

const folder = join(root, 'tools', 'mutate', 'accepted');

test.each(acceptedFiles(folder))('accepted survivors of %s name files that exist, each once', (name) => {
  const accepted = parseAccepted(readFileSync(join(folder, name), 'utf8'), name);
  expect(accepted.map(({ file }) => file).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const keys = accepted.map(({ file, change, at = '' }) => [file, change, at].join('\n'));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe('judging a run', () => {
  const source = ['if (a > 1) {', '  b(', '    1,', '  );', '}', 'if (a > 1) c();', 'd();'].join('\n');
  const at = (line: number, column: number, endLine: number, endColumn: number) => ({
    location: { start: { line, column }, end: { line: endLine, column: endColumn } },
  });
  const report: MutationReport = {
    files: {
      'src/plan/some.ts': {
        source,
        mutants: [
          { status: 'Killed', replacement: 'false', ...at(1, 5, 1, 10) },
          { status: 'Timeout', replacement: 'false', ...at(6, 5, 6, 10) },
          { status: 'NoCoverage', replacement: '', ...at(7, 1, 7, 5) },
          { status: 'Ignored', replacement: '', ...at(7, 1, 7, 5) },
          { status: 'Survived', replacement: 'a >= 1', ...at(6, 5, 6, 10) },
          { status: 'Survived', replacement: 'a >= 1', ...at(1, 5, 1, 10) },
          { status: 'Survived', replacement: '{}', ...at(1, 12, 5, 2) },
        ],
      },
    },
  };
  const isThere = (file: string) => file !== 'src/plan/gone.ts';
  const verdict = (yaml: string) => renderVerdict(judge(report, parseAccepted(yaml, 'plan.yaml'), isThere));

  test('prints what is open as it can be pasted, with the line where a change is made at several', () => {
    const printed = verdict('');
    expect(printed).toBe(`src/plan/some.ts:
  # line 1: if (a > 1) {
  - change: a > 1 → a >= 1
    at: if (a > 1) {
    why: ''
  # line 1: if (a > 1) {
  - change: '{ b( 1, ); } → {}'
    why: ''
  # line 6: if (a > 1) c();
  - change: a > 1 → a >= 1
    at: if (a > 1) c();
    why: ''

5 reached, 2 found (40.0 %), 0 accepted, 3 open
`);
    const answered = printed.slice(0, printed.indexOf('\n\n')).replaceAll("why: ''", 'why: It is so.');
    expect(verdict(answered)).toBe('5 reached, 2 found (40.0 %), 3 accepted, 0 open\n');
  });

  test('one entry without a line accepts the change wherever it is made', () => {
    const printed = verdict(`src/plan/some.ts: [{ change: a > 1 → a >= 1, why: It is so. }]`);
    expect(printed).toMatch(/2 accepted, 1 open/);
  });

  test('one entry accepts several changes for one reason', () => {
    const printed = verdict(`src/plan/some.ts: [{ change: [a > 1 → a >= 1, '{ b( 1, ); } → {}'], why: It is so. }]`);
    expect(printed).toMatch(/3 accepted, 0 open/);
  });

  test('names what is accepted and does not survive, or is gone; not what did not run', () => {
    const printed = verdict(`
      src/plan/some.ts: [{ change: a > 1 → false, at: c(), why: It is so. }]
      src/plan/gone.ts: [{ change: '1 → 2', why: It is so. }]
      src/plan/other.ts: [{ change: '1 → 2', why: It is so. }]`);
    expect(printed.split('\n').filter((line) => line.startsWith('No longer'))).toEqual([
      'No longer a survivor, remove it from the accepted ones: src/plan/some.ts: a > 1 → false (at: c())',
      'No longer a survivor, remove it from the accepted ones: src/plan/gone.ts: 1 → 2',
    ]);
    expect(printed).toMatch(/0 accepted, 3 open/);
  });

  test('texts longer than 80 characters are known by their ends, in the source and in the place of it', () => {
    const long = `'${'x'.repeat(100)}'`;
    const files = {
      'src/a.ts': {
        source: `${long};`,
        mutants: [{ status: 'Survived', replacement: `${long}${long}`, ...at(1, 1, 1, long.length + 1) }],
      },
    };
    const shown = `'${'x'.repeat(49)} … ${'x'.repeat(24)}'`;
    expect(judge({ files }, [], isThere).open.map(({ change }) => change)).toEqual([`${shown} → ${shown}`]);
  });

  test.each([
    ['src/files/a.ts: []', 'plan.yaml: src/files/a.ts belongs into files.yaml.'],
    ['src/a.ts: []', 'plan.yaml: src/a.ts belongs into src.yaml.'],
    ['src/plan/below/a.ts: []', 'plan.yaml: src/plan/below/a.ts belongs into plan/below.yaml.'],
    ['src/plan/a.ts: b → c', 'plan.yaml: src/plan/a.ts has no list of changes.'],
    [
      'src/plan/a.ts: [{ change: b, why: c }]',
      'plan.yaml: src/plan/a.ts: an entry has no "change: <original> → <replacement>".',
    ],
    [
      'src/plan/a.ts: [{ change: [b → c, d], why: e }]',
      'plan.yaml: src/plan/a.ts: an entry has no "change: <original> → <replacement>".',
    ],
    [
      'src/plan/a.ts: [{ change: [], why: c }]',
      'plan.yaml: src/plan/a.ts: an entry has no "change: <original> → <replacement>".',
    ],
    ["src/plan/a.ts: [{ change: b → c, why: '' }]", 'plan.yaml: src/plan/a.ts: b → c: "why" is missing.'],
    ['src/plan/a.ts: [{ change: b → c, why: d, where: e }]', 'plan.yaml: src/plan/a.ts: b → c: unknown key where.'],
  ])('refuses %s', (yaml, message) => {
    expect(() => parseAccepted(yaml, 'plan.yaml')).toThrow(message);
  });
});
