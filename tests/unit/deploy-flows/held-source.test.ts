import { describe, expect, test } from '@jest/globals';
import { wasHeld } from '../../../src/deploy-flows/held-source.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { callingText } from './fakes.js';

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

  test('whether or not the references were moved then', () => {
    const calling = (own: string, first: string, second: string) =>
      callingText('a', own, [first, 'b'], [second, 'c'], ['{{ flow.namespace }}', 'd']);
    const ask = (stored: string) => asked(stored, calling('n', 'n', 'm'), { namespacePrefix: 'p' });
    expect(ask(calling('p.n', 'n', 'm'))).toBe(true);
    expect(ask(calling('p.n', 'p.n', 'm'))).toBe(true);
    expect(ask(calling('p.n', 'p.n', 'p.m'))).toBe(true);
    expect(ask(calling('p.n', 'p.m', 'm'))).toBe(false);
    expect(ask(calling('p.n', 'n', 'm').replace('flowId: c', 'flowId: x'))).toBe(false);
    expect(asked(calling('n', 'p.n', 'm'), calling('n', 'n', 'm'))).toBe(false);
  });

  test('but not where another one of its references has a namespace', () => {
    const calling = (first: string, second: string) =>
      callingText('a', 'n', [first, 'b'], [second, 'c']).replace('namespace: none', 'namespace: ');
    const stored = calling('m', 'none').replace('namespace: n\n', 'namespace: p.n\n');
    expect(asked(stored, calling('m', 'none'), { namespacePrefix: 'p' })).toBe(true);
    expect(asked(stored, calling('none', 'm'), { namespacePrefix: 'p' })).toBe(false);
  });

  test('but not with a reference to another namespace, when only triggers are disabled', () => {
    const calling = (namespace: string) => callingText('a', 'n', [namespace, 'b']);
    expect(asked(calling('m'), calling('n'), { disableTriggers: true })).toBe(false);
  });

  test('with its triggers disabled, when that is asked for', () => {
    const triggers = 'triggers:\n  - id: t\n    type: x\n';
    const disabled = 'triggers:\n  - id: t\n    disabled: true\n    type: x\n';
    expect(asked(held + disabled, held + triggers, { disableTriggers: true })).toBe(true);
    expect(asked(held + disabled, held + triggers)).toBe(false);
    expect(asked(held + disabled, held + triggers, { disableTriggers: false })).toBe(false);
    expect(asked(held + disabled, held + triggers, { namespace: 'n' })).toBe(false);
    expect(asked(held + triggers, held + triggers, { disableTriggers: true })).toBe(true);
  });

  test('a source that cannot be read only as it is', () => {
    const broken = 'id: a\nnamespace: [\n';
    expect(asked(broken, broken, { namespacePrefix: 'p' })).toBe(true);
    expect(asked(held, broken, { namespacePrefix: 'p' })).toBe(false);
    expect(asked(broken, held, { namespacePrefix: 'p' })).toBe(false);
  });
});
