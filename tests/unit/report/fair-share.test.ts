import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { fairShare } from '../../../src/report/worst-findings.js';

const finding = (name: string, afterLine?: number): Finding => ({
  severity: 'error',
  rule: 'constraint',
  message: name,
  origin: 'local',
  file: name[0]!,
  ...(afterLine === undefined ? {} : { afterLine }),
});
const shown = (room: number, ...findings: readonly Finding[]) =>
  fairShare(findings, room).map(({ message }) => message);

test('of every file the first comes before the second of any, in the order of the files', () => {
  const all = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => finding(name));
  expect(shown(9, ...all)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
  expect(shown(5, ...all)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
  expect(shown(3, ...all)).toEqual(['a1', 'b1', 'c1']);
  expect(shown(2, ...all)).toEqual(['a1', 'b1']);
});

test('what Kestra comes to goes before what lies behind its first answer', () => {
  const all = [finding('a1'), finding('a2', 3), finding('b1', 4), finding('b2'), finding('b3')];
  expect(shown(3, ...all)).toEqual(['a1', 'b2', 'b3']);
  expect(shown(4, ...all)).toEqual(['a1', 'a2', 'b2', 'b3']);
});
