import { expect, test } from '@jest/globals';
import { groupBy } from '../../src/group-by.js';

test('groups and their items keep the order of the items', () => {
  const groups = groupBy(['pear', 'apple', 'plum', 'fig', 'avocado'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple', 'avocado']],
    ['f', ['fig']],
  ]);
});

test('of nothing there is no group', () => {
  expect(groupBy([], String).size).toBe(0);
});
