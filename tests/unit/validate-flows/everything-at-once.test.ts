import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { sixMistakes } from '../../six-mistakes.js';
import { validateFlows } from '../../../src/validate-flows/validate.js';
import { checkFiles } from '../../../src/validation/check-flows.js';

const failures = { isRefusal: () => false, isBreakdown: () => false };

const SEVEN = `${sixMistakes()}    timezone: Mars/Olympus
`;

const PLACES = [
  'error unknown-property 6',
  'error wrong-type 11 after 6',
  'error unknown-type 13 after 6',
  'error duplicate-task 15 after 6',
  'error missing-property 18 after 6',
  'error cron 24 after 6',
  'error time-zone 25 after 6',
];

function short(findings: readonly Finding[]): readonly string[] {
  return findings.map(
    ({ severity, rule, range, afterLine }) =>
      `${severity} ${rule} ${range?.startLine}${afterLine === undefined ? '' : ` after ${afterLine}`}`,
  );
}

function validate(text: string, constraints?: (source: string) => string | undefined) {
  const server = {
    validateFlows: (body: string) =>
      Promise.resolve(
        body.split('\n---\n').map((source, index) => {
          const refusal = constraints?.(source);
          return { index, outdated: false, ...(refusal === undefined ? {} : { constraints: refusal }) };
        }),
      ),
    exportSources: () => Promise.resolve([]),
  };
  const input = { checked: checkFiles([{ path: 'a.yml', text }], []), rules: '1.3', concurrency: 1 } as const;
  return validateFlows(input, constraints === undefined ? undefined : server, failures);
}

const unknown = (key: string) =>
  `Validation error: Unrecognized field "${key}" (class io.kestra.plugin.core.log.Log), not marked as ignorable (one known property: "id")`;

test('a flow with seven mistakes: all of them in one run, Kestra’s first answer first', async () => {
  const { findings, counts } = await validate(SEVEN);
  expect(short(findings)).toEqual(PLACES);
  expect(counts).toMatchObject({ errors: 7, invalidFlows: 1 });
});

test('with a server: its verdict first, ours beside it, nothing twice', async () => {
  const { findings } = await validate(SEVEN, () => unknown('mesage'));
  expect(short(findings)).toEqual(PLACES);
  expect(findings.map(({ origin }) => origin)).toEqual(['server', ...PLACES.slice(1).map(() => 'offline')]);
});

test('a server that stops further down has accepted what stands before', async () => {
  const { findings } = await validate(SEVEN, () => 'Validation error: Invalid type: io.kestra.plugin.core.log.Lug');
  expect(short(findings)).toEqual([
    'warning unknown-property 6',
    'warning wrong-type 11',
    'error unknown-type 13',
    ...PLACES.slice(3).map((place) => place.replace('after 6', 'after 13')),
  ]);
});

test('a server that accepts the flow has come to everything', async () => {
  const { findings } = await validate(SEVEN, () => undefined);
  expect(findings.every(({ severity, afterLine }) => severity === 'warning' && afterLine === undefined)).toBe(true);
});

test('of the same kind there are as many as there are', async () => {
  const task = (id: string, key: string) =>
    `  - id: ${id}\n    type: io.kestra.plugin.core.log.Log\n    message: hello\n    ${key}: 1\n`;
  const text = `id: three\nnamespace: company.team\ntasks:\n${task('a', 'one')}${task('b', 'two')}${task('c', 'three')}`;
  const { findings } = await validate(text);
  expect(short(findings)).toEqual([
    'error unknown-property 7',
    'error unknown-property 11 after 7',
    'error unknown-property 15 after 7',
  ]);
});

test('what may be a consequence is not reported: the missing property may be the misspelled one', async () => {
  const { findings } = await validate(SEVEN.split('  - id: fetch')[0]!);
  expect(short(findings)).toEqual(['error unknown-property 6']);
});

test('each document of a file has its own first answer', async () => {
  const { findings } = await validate(`${SEVEN}---\n${SEVEN.replace('id: seven', 'id: again')}`, () =>
    unknown('mesage'),
  );
  expect(short(findings).slice(7)).toEqual(
    PLACES.map((place) => place.replace(/\d+/g, (line) => `${Number(line) + 26}`)),
  );
});

test('of a hostile document a hundred are listed, and it is said that there are more', async () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `x${index}: 1\n`).join('');
  const { findings } = await validate(`id: many\nnamespace: company.team\n${keys}`);
  expect(findings.length).toBeLessThanOrEqual(102);
  expect(findings.at(-1)!.message).toMatch(/^More is wrong from here on/);
});

test.each([
  ['offline', undefined],
  ['with a server, which is not asked', () => 'Validation error: never asked'],
])('a seventh mistake of the syntax near the end: what can be read is judged, %s', async (_name, constraints) => {
  const text = SEVEN.replace('timezone: Mars/Olympus', 'timezone: "Mars/Olympus');
  const { findings } = await validate(text, constraints);
  expect(short(findings)).toEqual([
    'error yaml-syntax 25',
    'error unknown-property 6 after 25',
    'error wrong-type 11 after 25',
    'error unknown-type 13 after 25',
    'error duplicate-task 15 after 25',
    'error missing-property 18 after 25',
  ]);
});

test('of a broken item nothing is said, before and behind it everything', async () => {
  const { findings } = await validate(SEVEN.replace('type: io.kestra.plugin.core.log.Lug', 'type: "io.kestra.plugin'));
  expect(short(findings)).toEqual([
    'error yaml-syntax 24',
    ...[
      'unknown-property 6',
      'wrong-type 11',
      'duplicate-task 15',
      'missing-property 18',
      'cron 24',
      'time-zone 25',
    ].map((place) => `error ${place} after 24`),
  ]);
});

test.each([
  ['both sides of a merge', '<<<<<<< HEAD\n  - id: more\n=======\n  - id: other\n>>>>>>> theirs\ntriggers:'],
  ['text at the left margin', 'import os\nx: [1\ntriggers:'],
])('%s: no guess', async (_name, broken) => {
  const { findings } = await validate(SEVEN.replace('triggers:', broken));
  expect(findings[0]).toMatchObject({ rule: 'yaml-syntax' });
  expect(findings.every(({ range }) => range!.startLine < 18 || range!.startLine > 20)).toBe(true);
});
