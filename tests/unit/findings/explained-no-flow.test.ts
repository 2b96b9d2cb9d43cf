import { expect, test } from '@jest/globals';
import { findingOfSyntax } from '../../../src/findings/verdict-findings.js';
import { parseText } from '../../flow-source.js';

function explained(text: string) {
  const parsed = parseText(text);
  if (parsed.ok) throw new Error('it was read');
  const { rule, message, hint } = findingOfSyntax(parsed);
  return { rule, message, hint };
}

test('a document of nothing but an anchor is no flow', () => {
  expect(explained('&later\n')).toEqual({
    rule: 'empty-document',
    message: 'There is no flow here: the document is empty or holds only comments.',
    hint: 'If a flow follows, remove the `---` above it.',
  });
});

test('what is deeper than Kestra reads is said as a limit', () => {
  expect(explained(`a: ${'['.repeat(1100)}\n`)).toEqual({
    rule: 'yaml-limit',
    message: 'The document is nested deeper than Kestra reads (1000 levels).',
    hint: undefined,
  });
});
