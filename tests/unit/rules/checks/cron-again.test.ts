import { expect, test } from '@jest/globals';
import { cronProblem } from '../../../../src/rules/checks/cron.js';

test('an expression that was judged before is judged by the syntax that is asked for', () => {
  for (let round = 0; round < 2; round++) {
    expect(cronProblem('0 0 L * *')).toMatch(/^Failed to parse cron expression\./);
    expect(cronProblem('0 0 L * *', { lastDay: true })).toBeUndefined();
    expect(cronProblem('0 0 0 * * *')).toMatch(/^Cron expression contains 6 parts/);
    expect(cronProblem('0 0 0 * * *', { withSeconds: true })).toBeUndefined();
  }
});

test('more expressions than are kept are judged as rightly as the first', () => {
  for (let minute = 0; minute < 3000; minute++) {
    const problem = cronProblem(`${minute} 3 * * *`);
    if (minute < 60) expect(problem).toBeUndefined();
    else expect(problem).toContain(String(minute));
  }
  expect(cronProblem('5 3 * * *')).toBeUndefined();
  expect(cronProblem('75 3 * * *')).toContain('75');
});
