import { describe, expect, test } from '@jest/globals';
import { type Unreadable, unreadableFile } from '../../../src/validation/unreadable-files.js';

const start = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

describe('a path that cannot be judged is an error that says why, and what to do', () => {
  test.each<[string, Unreadable, string, string, string]>([
    [
      'a.yml',
      { problem: 'too-large', megabytes: 7, most: 6 },
      'file-too-large',
      'The file is too large for a flow: 7 MB, at most 6 MB are read.',
      'Use `exclude` if it is no flow.',
    ],
    [
      'a.yml',
      { problem: 'unreadable', code: 'EACCES' },
      'file-unreadable',
      'This cannot be read (EACCES), so nothing in it was judged.',
      'Change its permissions, or leave it out with `exclude`.',
    ],
    [
      'a.yml',
      { problem: 'unreadable', code: undefined },
      'file-unreadable',
      'This cannot be read, so nothing in it was judged.',
      'Change its permissions, or leave it out with `exclude`.',
    ],
    [
      'a\uFFFD.yml',
      { problem: 'unreadable', code: 'ENOENT' },
      'file-unreadable',
      'The name of this path is not UTF-8 text, so nothing in it was judged.',
      'Rename it, or leave it out with `exclude`.',
    ],
    [
      'a.yml',
      { problem: 'dangling', code: 'ENOENT' },
      'link-dangling',
      'This symbolic link leads nowhere (ENOENT): there is no file to judge.',
      'Repair or remove the link, or leave it out with `exclude`.',
    ],
    [
      'a.yml',
      { problem: 'outside' },
      'link-outside',
      'This symbolic link leads outside the workspace, where no file is read.',
      'Replace the link by a copy of the file, or leave it out with `exclude`.',
    ],
  ])('%s: %j', (file, why, rule, message, hint) => {
    expect(unreadableFile(file, why)).toEqual({
      severity: 'error',
      origin: 'local',
      file,
      range: start,
      rule,
      message,
      hint,
    });
  });

  test('bytes that are no text are where they begin', () => {
    expect(unreadableFile('a.yml', { problem: 'not-utf8', line: 3, column: 7 })).toEqual({
      severity: 'error',
      origin: 'local',
      file: 'a.yml',
      range: { startLine: 3, startColumn: 7, endLine: 3, endColumn: 7 },
      rule: 'not-utf8',
      message: 'The file is no UTF-8 text: other bytes begin here.',
      hint: 'Save it as UTF-8.',
    });
  });
});
