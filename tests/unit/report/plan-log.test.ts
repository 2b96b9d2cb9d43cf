import { describe, expect, test } from '@jest/globals';
import { renderChanges } from '../../../src/report/log.js';
import { fileDeployment } from './reports.js';

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
