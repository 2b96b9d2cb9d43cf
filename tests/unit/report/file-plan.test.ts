import { expect, test } from '@jest/globals';
import { renderComment } from '../../../src/report/comment.js';
import type { RunReport } from '../../../src/report/model.js';
import { renderSummary } from '../../../src/report/summary.js';
import { context, fileDeployment } from './reports.js';

const files = [
  { action: 'unchanged', file: 'same.sql', target: '/same.sql', bytes: 5 },
  { action: 'created', file: 'a.sql', target: '/a.sql', bytes: 5 },
  { action: 'updated', file: 'b.sql', target: '/b.sql', bytes: 5, bytesBefore: 7000, diff: '@@ -1,1 +1,1 @@\n-1\n+2' },
  { action: 'updated', file: 'c.bin', target: '/c.bin', bytes: 5, bytesBefore: 5 },
  { action: 'deleted', target: '/d.sql', bytes: 0, bytesBefore: 70, reason: 'removed in 3f2a9c1' },
  { action: 'deleted', target: '/e.sql', bytes: 0, reason: 'not in config' },
] as const;

test.each([
  ['the summary', (report: RunReport) => renderSummary(report, context)],
  ['the comment', (report: RunReport) => renderComment(report, context, 'default')],
])('%s of a plan says of every file what becomes of it, how large it is, why it goes and what differs', (_, render) => {
  const text = render(fileDeployment({ dryRun: true, files }));
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('.'));
  const shown = rows.map((row) => row.replaceAll(/<a [^>]*>|<\/?[a-z]+>|​/g, ''));
  expect(shown.map((row) => row.slice(2, -2).split(' | '))).toEqual([
    ['🟢 create', '/a.sql', 'a.sql', '5 B'],
    ['🟡 update', '/b.sql', 'b.sql', '7.0 kB → 5 B'],
    ['🟡 update', '/c.bin', 'c.bin', '5 B'],
    ['🔴 delete', '/d.sql', 'removed in 3f2a9c1', '70 B'],
    ['🔴 delete', '/e.sql', 'not in config', ''],
  ]);
  expect(text).toMatch(/<summary>.*\/b\S*sql.* – 2 changed lines<\/summary>\s+```diff\n@@ -1,1 \+1,1 @@\n-1\n\+2\n```/);
});
