import { expect, test } from '@jest/globals';
import { wasHeld } from '../../../src/deploy-flows/held-source.js';
import { flowText, parseFiles } from './fakes.js';

const held = (text: string) => parseFiles({ 'a.yml': text })[0]!.document;
const enabled = flowText('a', 'n');
const disabled = flowText('a', 'n', 'disabled: true');

test.each([
  ['kept disabled, or switched off', disabled, enabled, true],
  ['switched on by somebody', enabled, disabled, false],
  ['switched off and edited', flowText('a', 'n', 'description: x', 'disabled: true'), enabled, false],
])('%s', (_name, stored, text, expected) => {
  expect(wasHeld(stored, held(text), {})).toBe(expected);
});
