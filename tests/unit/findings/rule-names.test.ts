import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { ruleOf } from '../../../src/findings/rules/all-rules.js';

const NAMED = /\b(?:rule(?: =|:)\s*|add\(\s*(?='yaml))'([a-z][\w.-]*)'/g;

test('every name that the sources give to a rule is in the table', async () => {
  const folder = new URL('../../../src/', import.meta.url);
  const rooms = ['findings', 'flows', 'lint', 'rules/plugins', 'validation'];
  const names = new Set<string>();
  for (const room of rooms) {
    for (const file of await readdir(new URL(`${room}/`, folder), { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const text = await readFile(new URL(`${room}/${file}`, folder), 'utf8');
      for (const [, name] of text.matchAll(NAMED)) names.add(name!);
    }
  }
  expect(names.size).toBeGreaterThan(20);
  expect([...names].filter((name) => ruleOf(name) === undefined)).toEqual([]);
});
