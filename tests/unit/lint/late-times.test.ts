import { describe, expect, test } from '@jest/globals';
import { suggestedDuration } from '../../../src/lint/durations.js';
import { findWrongTimes } from '../../../src/lint/late-times.js';
import { isLateTime } from '../../../src/lint/zoned-times.js';
import { judgeDocument } from '../../../src/rules/judge.js';
import type { RuleSetName } from '../../../src/rules/verdict.js';
import { flowWith, log } from '../../flow-source.js';
import { check, parsed, places } from './placed.js';

const flow = (below: string) => flowWith(`tasks:\n${below}`);
const LOG = log('t', 'x');
const where = (source: string, rules: RuleSetName = '1.3') =>
  places(
    source,
    check((context) => findWrongTimes({ ...context, reported: [] }), source, rules),
  );
const told = (source: string) =>
  check((context) => findWrongTimes({ ...context, reported: [] }), source).map(({ text, hint }) => `${text} ${hint}`);

const LATE = 'Kestra stores it, and what it belongs to fails when it runs.';

describe('durations that Kestra renders', () => {
  const timeout = (value: string, type = 'io.kestra.plugin.core.log.Log') =>
    flow(LOG.replace('io.kestra.plugin.core.log.Log', type) + `    timeout: ${value}\n`);
  const must = (value: string) => `"timeout" must be a duration such as PT1H30M, but it is the text "${value}".`;

  test.each([
    ['5m', [`${must('5m')} Write PT5M. ${LATE}`]],
    ['1h30m', [`${must('1h30m')} Write PT1H30M. ${LATE}`]],
    ['soon', [`${must('soon')} ${LATE}`]],
    ['P1W', [`${must('P1W')} Write P7D. ${LATE}`]],
    ['5 minutes', ['"timeout" is "5 minutes": Kestra reads the number alone, as 5 seconds. Write PT5M.']],
    ['PT5M', []],
    ['pt5m', []],
    ['60', []],
    ['"60"', []],
    ['1.5', []],
    ['~', []],
    ['""', []],
    ['"{{ inputs.wait }}"', []],
    ['PT{{ inputs.wait }}M', []],
  ])('timeout: %s', (value, expected) => {
    expect(told(timeout(value))).toEqual(expected);
  });

  test('of every task and trigger, of whatever plugin', () => {
    expect(where(timeout('5m', 'io.kestra.plugin.scripts.shell.Commands'))).toEqual(['7:14-7:16 wrong-value 5m']);
    expect(where(timeout('5m', 'com.acme.Task'), '2.0')).toEqual(['7:14-7:16 wrong-value 5m']);
  });

  test('deep in a flow, in defaults, in a Pause', () => {
    const source = flow(`  - id: p
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: 10s
  - id: g
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: t
        type: io.kestra.plugin.core.log.Log
        message: x
        timeout: 1 h
pluginDefaults:
  - type: io.kestra.plugin.core.log.Log
    values:
      timeout: 1 day
`);
    expect(where(source)).toEqual([
      '6:20-6:23 wrong-value 10s',
      '13:18-13:21 wrong-value 1 h',
      '17:16-17:21 wrong-value 1 day',
    ]);
  });
});

describe('dates and times that Kestra renders', () => {
  const dates = (value: string) =>
    flow(`${LOG}triggers:
  - id: d
    type: io.kestra.plugin.core.trigger.ScheduleOnDates
    dates:
      - ${value}
`);

  test.each([
    ['2026-01-31T09:00:00Z', 0],
    ['2026-01-31T09:00:00+01:00', 0],
    ['"{{ now() }}"', 0],
    ['2026-01-31', 1],
    ['2026-01-31T09:00:00', 1],
    ['2026-02-30T09:00:00Z', 1],
    ['tomorrow', 1],
  ])('a date of ScheduleOnDates: %s', (value, count) => {
    expect(where(dates(value))).toHaveLength(count);
  });

  test('what is purged', () => {
    const purge = (value: string) =>
      flow(`  - id: p\n    type: io.kestra.plugin.core.execution.PurgeExecutions\n    endDate: ${value}\n`);
    expect(where(purge('2026-01-31'))).toEqual(['6:14-6:24 wrong-value 2026-01-31']);
    expect(where(purge('"{{ now() | dateAdd(-1, \'MONTHS\') }}"'))).toEqual([]);
  });

  test('defaults of inputs, where Kestra does not say so itself', () => {
    const source = flow(`${LOG}inputs:\n  - { id: d, type: DATE, defaults: today }\n`);
    expect(where(source)).toEqual(['8:36-8:41 wrong-value today']);
  });

  test('what Kestra itself refuses is not reported twice', () => {
    const source = flow(`${LOG}inputs:\n  - { id: d, type: DURATION, defaults: 5m }\n`);
    const { problems } = judgeDocument(parsed(source), { rules: '2.0', lint: findWrongTimes });
    expect(problems).toHaveLength(1);
  });
});

/** As the mapper of 1.3.31 and 2.0.0 reads them when a property is rendered. */
test.each([
  ['Duration', 'PT5.5S PT1H -PT1S P1DT2H', 'PT P1M PT1H30 00:05:00 true P1DT'],
  ['ZonedDateTime', '2024-01-01T00:00Z 2024-01-01T00:00:00+0200 2024-01-01T00:00:00Z[UTC] 2024-01-01T00:00:00z', ''],
  ['ZonedDateTime', '2024-01-01T00:00:00.123+02', '2024-01-01T00:00:00[Europe/Paris] 2024-01-01T00:00:00+19:00'],
  [
    'ZonedDateTime',
    '',
    '2024-01-01T00:00:00+02:00[Nowhere/X] 2024-01-01T24:00:00Z 2024-1-1T00:00:00Z 20240101T000000Z',
  ],
  ['Instant', '2024-01-01T00:00:00Z 2024-01-01T00:00:00+02:00 2024-01-01T24:00:00Z', '2024-01-01T00:00Z 2024-01-01'],
  ['Instant', '', '2024-02-30T00:00:00Z 2024-01-01T00:00:00+0200 2024-01-01T00:00:00Z[UTC]'],
  ['LocalDate', '2024-01-01 2024-01-01T00:00:00 2024-01-01T00:00Z', '2024-13-01 2024-1-1 now'],
  ['LocalTime', '10:00 10:00:00', '10:00Z 25:00 9:00'],
  ['OffsetTime', '10:00Z 10:00:00.5+02:00', '10:00 10:00:00+0200 24:00Z 9:00Z'],
  ['Unknown', 'anything', ''],
])('%s', (name, good, bad) => {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  const read = words(`${good} ${bad}`).filter((word) => isLateTime(`java.time.${name}`, word));
  expect(read).toEqual(words(good));
});

test.each([
  ['5m', 'PT5M'],
  ['90 seconds', 'PT90S'],
  ['1 day, 2 hours', 'P1DT2H'],
  ['00:05:00', 'PT5M'],
  ['1:30', 'PT1H30M'],
  ['P2W', 'P14D'],
  ['5 parsecs', undefined],
  ['5m 5m', undefined],
  ['m', undefined],
  ['0s', undefined],
])('for %s write %s', (text, expected) => {
  expect(suggestedDuration(text)).toBe(expected);
});
