import { expect, test } from '@jest/globals';
import type { ScalarNode } from '../../../src/flows/tree.js';
import { readingOf } from '../../../src/lint/templates.js';

const node = (text: string): ScalarNode => ({
  kind: 'scalar',
  span: { start: 0, end: text.length },
  value: text,
  text,
  style: 'plain',
});

test('a text is read once, wherever it stands', () => {
  expect(readingOf(node('{{ inputs.day }}'))).toBe(readingOf(node('{{ inputs.day }}')));
  expect(readingOf(node('{{ inputs.day }}'))).not.toEqual(readingOf(node('{{ vars.day }}')));
});

test('more text than is kept is read as rightly as the first', () => {
  for (let number = 0; number < 50; number++) {
    const { references } = readingOf(node(`{{ vars.v${number} }}${'.'.repeat(10_000)}`));
    expect(references.map(({ path }) => path.map(({ name }) => name))).toEqual([['vars', `v${number}`]]);
  }
  const first = readingOf(node('{{ inputs.day }}'));
  expect(first.references.map(({ path }) => path.map(({ name }) => name))).toEqual([['inputs', 'day']]);
});
