import { expect, test } from '@jest/globals';
import { isJavaTrue } from '../../../src/flows/java-boolean.js';
import { valueOf } from '../../../src/flows/navigate.js';
import { parsed } from './parsing.js';

const isTrue = (yaml: string) => isJavaTrue(valueOf(parsed(`x: ${yaml}\n`).root, 'x'));

// As Kestra 1.3.31 and 2.0.0 stored flows with `deleted: …`.
test.each([
  ...['true', 'True', 'TRUE', 'yes', 'on', 'On', '"true"', '"True"', '"TRUE"', '" true "', '"True "', '|\n  true'],
  ...['1', '2', '-1', '+1', '01', '0x1', '1_0', '99999999999999999999', '!!str true', '!!bool "true"', '!!int "1"'],
])('%s is true', (yaml) => {
  expect(isTrue(yaml)).toBe(true);
});

test.each([
  ...['false', 'no', 'off', '"false"', '"yes"', '"tRue"', '"1"', 'y', '"a true"', '"true b"', '', '~', '""'],
  ...['0', '-0', '.1', '1.0', '[]', '{}', '[true]'],
])('%s is not', (yaml) => {
  expect(isTrue(yaml)).toBe(false);
});

test('what is not there is not', () => {
  expect(isJavaTrue(undefined)).toBe(false);
});
