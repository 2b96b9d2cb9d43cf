import { describe, expect, test } from '@jest/globals';
import { cronProblem } from '../../../../src/rules/checks/cron.js';
import { faults, flow, LOG } from './faults.js';

const trigger = (type: string, more: string) =>
  flow(`${LOG}triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.${type}\n${more}`);

describe('cron', () => {
  test.each([
    ['* * * *', 'Cron expression contains 4 parts but we expect one of [5]'],
    ['', 'Empty expression!'],
    ['@reboot', 'Nickname @reboot not supported!'],
    ['@weakly', 'Cron expression contains 1 parts but we expect one of [5]'],
    ['61 * * * *', 'Failed to parse cron expression. Value 61 not in range [0, 59]'],
    ['* * 0 * *', 'Failed to parse cron expression. Value 0 not in range [1, 31]'],
    ['*/0 * * * *', 'Failed to parse cron expression. Period 0 not in range [0, 59]'],
    ['5-1 * * * *', 'Failed to parse cron expression. Invalid range! [5,1]'],
    ['* * * * FRI-MON', 'Failed to parse cron expression. Invalid range! [5,1]'],
    ['1- * * * *', 'Failed to parse cron expression. Missing values for range: 1-'],
    ['1, * * * *', "Invalid field value! Trailing commas not permitted! '1,'"],
    ['*/a * * * *', 'Failed to parse cron expression. For input string: "A"'],
    ['a * * * *', 'Failed to parse cron expression. Invalid chars in expression! Expression: A Invalid chars: A'],
    ['* * ? * *', 'Failed to parse cron expression. Invalid expression: ?'],
    ['* * L * *', 'Failed to parse cron expression. Invalid chars in expression! Expression: L Invalid chars: L'],
  ])('%s', (expression, problem) => {
    expect(cronProblem(expression)).toBe(problem);
  });

  test.each([
    '* * * * *',
    ' 0  9 * * mon-fri ',
    '0,30 8-18/2 1 jan,JUN 7',
    '@midnight',
    '0|30 9|10 * * *',
    '+5 * * * *',
  ])('accepted: %s', (expression) => {
    expect(cronProblem(expression)).toBeUndefined();
  });

  test('seconds, and the last day in 2.0', () => {
    expect(cronProblem('*/5 * * * * *', { withSeconds: true })).toBeUndefined();
    expect(cronProblem('0 0 L * *', { lastDay: true })).toBeUndefined();
    expect(cronProblem('0 0 L-3 * *', { lastDay: true })).toBeUndefined();
  });

  test('stands at the cron of the trigger', () => {
    expect(faults(trigger('Schedule', '    cron: "61 * * * *"\n'))).toEqual([
      "7:11 triggers[0]: invalid cron expression '61 * * * *': Failed to parse cron expression. Value 61 not in range [0, 59]",
    ]);
  });
});

describe('time zones', () => {
  const zone = (name: string) => faults(trigger('Schedule', `    cron: "@daily"\n    timezone: "${name}"\n`));

  test.each(['Mars/Olympus', 'europe/paris', 'EST', '+1:30', '+18:01', '{{ x }}', ''])('%s is none', (name) => {
    expect(zone(name)).toEqual([`8:15 triggers[0].timezone: timezone '(${name})' is not a valid time-zone ID`]);
  });

  test.each(['Europe/Paris', 'US/Pacific', 'Etc/GMT+5', 'UTC', 'Z', 'UTC+01:30', '+1', '-0730', 'GMT+0130'])(
    '%s is one',
    (name) => {
      expect(zone(name)).toEqual([]);
    },
  );
});

describe('windows', () => {
  test('1.3: what belongs to a time window', () => {
    const window = (content: string) =>
      faults(trigger('Flow', `    preconditions:\n      id: p\n      timeWindow: { ${content} }\n`));
    const path = 'triggers[0].preconditions.timeWindow';
    expect(window('type: DAILY_TIME_DEADLINE')).toEqual([
      `9:19 ${path}: Time window of type \`DAILY_TIME_DEADLINE\` must have a deadline.`,
    ]);
    expect(window('type: SLIDING_WINDOW, windowAdvance: PT1H')).toEqual([
      `9:58 ${path}: Time window of type \`SLIDING_WINDOW\` cannot have a window advance.`,
    ]);
    expect(window('window: PT1H')).toEqual([]);
  });

  test('2.0: what its properties say about a window', () => {
    const window = (content: string) =>
      faults(trigger('Flow', `    dependsOn: [{ namespace: n, flowId: f }]\n    window: { ${content} }\n`), {
        rules: '2.0',
      });
    expect(window('from: "09:00:00"')).toEqual([
      '8:13 triggers[0].window: Window of type `DAILY_TIME_WINDOW` must have a to time.',
    ]);
    expect(window('lookback: PT1H, every: PT1H')).toEqual([
      '8:38 triggers[0].window: Window of type `SLIDING_WINDOW` cannot have an every duration.',
    ]);
    expect(window('from: "09:00:00", to: "10:00:00"')).toEqual([]);
  });
});

test('filters of preconditions have the value that their type wants', () => {
  const filter = (content: string) =>
    faults(
      trigger(
        'Flow',
        `    preconditions:\n      id: p\n      where:\n        - id: w\n          filters:\n            - { field: FLOW_ID, ${content} }\n`,
      ),
    );
  const path = 'triggers[0].preconditions.where[0].filters[0]';
  expect(filter('type: EQUAL_TO')).toEqual([`12:39 ${path}: \`value\` cannot be null for type EQUAL_TO`]);
  expect(filter('type: IN, values: [a], value: b')).toEqual([`12:63 ${path}: \`value\` must be null for type IN`]);
  expect(filter('type: IN, values: [a]')).toEqual([]);
});

test('webhooks answer with JSON or text', () => {
  expect(faults(trigger('Webhook', '    key: k\n    responseContentType: text/html\n'))).toEqual([
    "8:26 triggers[0]: invalid webhook: responseContentType must be either 'application/json' or 'text/plain'",
  ]);
});

test('2.0: no more dependencies can be met than there are', () => {
  const depends = (more: string) =>
    faults(trigger('Flow', `    dependsOn: [{ namespace: n, flowId: f }]\n${more}`), { rules: '2.0' });
  expect(depends('    mode: AT_LEAST\n')).toEqual([
    '8:11 triggers[0]: `minSatisfied` must be set when mode is AT_LEAST',
  ]);
  expect(depends('    mode: AT_LEAST\n    minSatisfied: 2\n')).toEqual([
    '9:19 triggers[0]: `minSatisfied` must be lower than or equal to the number of `dependsOn`',
  ]);
});
