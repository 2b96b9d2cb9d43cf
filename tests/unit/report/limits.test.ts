import { describe, expect, test } from '@jest/globals';
import { COMMENT_LIMIT, markerOf, renderComment } from '../../../src/report/comment.js';
import type { FlowChangeReport, RunReport } from '../../../src/report/model.js';
import { renderSummary } from '../../../src/report/summary.js';
import { readMarkdown } from './read-markdown.js';
import { context, finding, flowDeployment, kinds, validation } from './reports.js';

const MIB = 1_048_576;
const bytes = (text: string) => Buffer.byteLength(text);

const wide = '漢'.repeat(300);
const findings = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    finding({
      file: `flows/${index % 500}.yml`,
      message: `${wide} ${index}`,
      severity: index === count - 1 ? 'error' : 'warning',
      range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 5 },
    }),
  );
const flows = (count: number, diffLines: number): readonly FlowChangeReport[] =>
  Array.from({ length: count }, (_, index) => ({
    action: 'updated',
    namespace: 'n',
    id: `f${index}`,
    file: `flows/${index}.yml`,
    diff: `@@ -1 +1 @@\n${`+${wide}\n`.repeat(diffLines)}`,
  }));
const sources = new Map(Array.from({ length: 500 }, (_, index) => [`flows/${index}.yml`, wide.repeat(40)]));

const large: readonly (readonly [string, RunReport])[] = [
  ['20,000 findings', validation(findings(20_000))],
  ['5,000 changes with differences', flowDeployment({ flows: flows(5000, 5), calls: [] })],
  ['one enormous difference', flowDeployment({ flows: flows(1, 5000), calls: [] })],
  ['enormous notices', validation([], { notices: Array<string>(3000).fill(wide) })],
  [
    'an enormous failure',
    validation([], {
      failure: { reason: 'inputs', short: wide, message: `${wide}\n`.repeat(9000), hint: wide.repeat(90) },
    }),
  ],
];

describe('what is too long is cut in steps', () => {
  test.each(large)('%s', (_name, report) => {
    const at = { ...context, sources };
    const summary = renderSummary(report, at);
    const comment = renderComment(report, at, 'x');
    expect(bytes(summary)).toBeLessThan(MIB);
    expect(comment.length).toBeLessThan(COMMENT_LIMIT);
    expect(bytes(comment)).toBeLessThan(COMMENT_LIMIT);
    // There is use made of the room, and no block stays open.
    expect(bytes(summary)).toBeGreaterThan(5000);
    for (const text of [summary, comment]) {
      expect(text).toMatch(/^(<!--.*-->\n)?### /);
      const { skeleton } = readMarkdown(text.replace(/^<!--.*\n/, ''));
      expect(skeleton.filter((part) => part.startsWith('open fence'))).toEqual([]);
      expect(text.split('<details>').length).toBe(text.split('</details>').length);
    }
  });

  test('an error is not cut for the sake of warnings', () => {
    const report = validation(findings(20_000));
    expect(renderSummary(report, { ...context, sources })).toContain(`${wide} 19999`);
    expect(renderComment(report, { ...context, sources }, 'x')).toContain(`${wide} 19999`);
  });

  test('a small report is told whole', () => {
    const many = validation(findings(40));
    const summary = renderSummary(many, { ...context, sources });
    for (let index = 0; index < 40; index++) expect(summary).toContain(`${wide} ${index}`);
    expect(summary).not.toContain('… and');
  });
});

describe('comments', () => {
  test.each(kinds)('of %s begin with the marker and end with what becomes of them', (_name, report) => {
    const comment = renderComment(report, context, 'prod');
    expect(comment.startsWith(`${markerOf(report.action, 'prod')}\n### `)).toBe(true);
    expect(comment.trimEnd().split('\n').at(-1)).toMatch(/This comment is updated on every push\.<\/sub>$/);
  });

  test('the same result is the same comment, however long it took', () => {
    const again = { durationMs: 9, requests: 1, startedAt: '2027-01-01T00:00:00.000Z' };
    expect(renderComment(flowDeployment(again), context, 'x')).toBe(renderComment(flowDeployment(), context, 'x'));
  });

  test('a long `commentId` takes nothing from the limit', () => {
    const notices = Array.from({ length: 3000 }, () => 'x'.repeat(90));
    const comment = renderComment(validation([], { notices }), context, 'y'.repeat(9000));
    expect(bytes(comment)).toBeLessThan(COMMENT_LIMIT);
    expect(bytes(comment)).toBeGreaterThan(COMMENT_LIMIT - 2000);
  });

  test.each([
    ['a-b', 'a%2Db'],
    ['ä\ud800 x', '%C3%A4%EF%BF%BD%20x'],
  ])('the marker of %s', (id, marked) => {
    expect(markerOf('deploy-flows', id)).toBe(`<!-- kestra-actions:deploy-flows:${marked} -->`);
  });

  test('markers of several comments are no beginnings of each other, and stay HTML comments', () => {
    expect(markerOf('deploy-flows', 'a').startsWith(markerOf('deploy-flows', ''))).toBe(false);
    expect(markerOf('deploy-flows', 'a-b --> <b>\n')).toMatch(/^<!-- kestra-actions:deploy-flows:[\w%.]+ -->$/);
  });
});
