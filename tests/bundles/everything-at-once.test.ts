import { describe, expect, test } from '@jest/globals';
import { sixMistakes } from '../six-mistakes.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { kestra, workspaceOf } from './stage.js';

const SEVEN = `${sixMistakes('"{{ inputs.mnth }}"')}inputs:
  - id: month
    required: false
    type: STRING
`;

/** Six that Kestra would come to one after the other, and a name that it looks up when the flow runs. */
const RULES = {
  6: 'unknown-property',
  11: 'wrong-type',
  13: 'unknown-type',
  15: 'duplicate-task',
  18: 'missing-property',
  24: 'cron',
} as const;

interface Reported {
  readonly findings: readonly {
    readonly severity: string;
    readonly rule: string;
    readonly range: { readonly startLine: number };
    readonly afterLine?: number;
  }[];
}

function errorsOf({ findings }: Reported) {
  return findings.filter(({ severity }) => severity === 'error');
}

describe('a flow with seven mistakes', () => {
  test.each(['offline', 'with a server'])('all of them in one run, %s', async (way) => {
    const inputs = way === 'offline' ? {} : (await kestra()).inputs;
    const run = await runBundle('validate-flows', { workspace: await workspaceOf({ 'a.yml': SEVEN }), inputs });
    const report = run.report as unknown as Reported;
    expect(run.exitCode).toBe(1);
    expect(errorsOf(report).map(({ rule, range, afterLine }) => [range.startLine, rule, afterLine])).toEqual(
      Object.entries(RULES).map(([line, rule]) => [Number(line), rule, line === '6' ? undefined : 6]),
    );
    expect(report.findings).toContainEqual(
      expect.objectContaining({ severity: 'warning', range: expect.objectContaining({ startLine: 17 }) }),
    );
    for (const line of Object.keys(RULES)) expect(run.log).toMatch(new RegExp(`^ +${line}:\\d+ +error`, 'm'));
    expect(run.outputs).toMatchObject({ valid: 'false', errors: '6' });
  });

  test.each(['offline', 'with a server'])('the last one of the syntax: what can be read is judged, %s', async (way) => {
    const inputs = way === 'offline' ? {} : (await kestra()).inputs;
    const text = SEVEN.replace('type: STRING', 'type: "STRING');
    const run = await runBundle('validate-flows', { workspace: await workspaceOf({ 'a.yml': text }), inputs });
    expect(errorsOf(run.report as unknown as Reported).map(({ rule, afterLine }) => [rule, afterLine])).toEqual([
      ['yaml-syntax', undefined],
      ...Object.values(RULES).map((rule) => [rule, 28]),
    ]);
  });
});
