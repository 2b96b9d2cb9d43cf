import { describe, expect, test } from '@jest/globals';
import { wasHeld } from '../../../src/deploy-flows/held-source.js';
import { splitDocuments } from '../../../src/flows/documents.js';

describe('what the server holds was held by the repository', () => {
  const held = 'id: a\nnamespace: n\n\nx: 1\n';
  const asked = (stored: string, source = held, options: Parameters<typeof wasHeld>[2] = {}) =>
    wasHeld(stored, splitDocuments({ path: 'a.yml', text: source })[0]!, options);

  test.each([
    ['the same', held, held],
    ['with other line ends', held, held.replaceAll('\n', '\r\n')],
    ['with a byte order mark', held, `\uFEFF${held}`],
    ['with blank lines around it', held, `\n\n${held}\n\n`],
  ])('%s', (_what, one, other) => {
    expect([asked(one, other), asked(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['with another value', held.replace('1', '2')],
    ['with a mark inside', held.replace('1', '\uFEFF1')],
    ['with a line less', held.replace('\n\n', '\n')],
    ['on one line less', held.replace('n\n\nx', 'n x')],
  ])('but not %s', (_what, stored) => {
    expect(asked(stored)).toBe(false);
  });

  test('after the edits that are made of it today', () => {
    expect(asked(held.replace('namespace: n', 'namespace: p.n'), held, { namespacePrefix: 'p' })).toBe(true);
    expect(asked(held.replace('namespace: n', 'namespace: q.n'), held, { namespacePrefix: 'p' })).toBe(false);
  });
});
