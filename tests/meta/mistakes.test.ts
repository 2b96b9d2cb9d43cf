import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mistakes } from '../mistakes/mistakes.js';
import { root } from './project.js';

const all = mistakes.flatMap(({ what, and, ...mistake }) =>
  [mistake, ...(and === undefined ? [] : [and])].map((edit) => [what, edit] as const),
);

test.each(all)('the place of a mistake is there, once: %s', (_what, { file, from, to }) => {
  const times = readFileSync(join(root, file), 'utf8').split(from).length - 1;
  expect({ file, from, times }).toEqual({ file, from, times: 1 });
  expect(to).not.toBe(from);
});

test('every mistake has a name of its own, and tests that exist', () => {
  const names = mistakes.map(({ what }) => what);
  expect(new Set(names).size).toBe(names.length);
  const missing = mistakes.flatMap(({ foundBy }) => foundBy).filter((file) => !existsSync(join(root, file)));
  expect(missing).toEqual([]);
  expect(mistakes.filter(({ foundBy }) => foundBy.length === 0)).toEqual([]);
});
