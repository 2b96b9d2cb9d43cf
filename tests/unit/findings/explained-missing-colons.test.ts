import { describe } from '@jest/globals';
import { expectExplained, TASK } from './explaining.js';

describe('missing colons', () => {
  expectExplained([
    [
      'colon missing, a list below',
      `${TASK}    values\n      - a: b\n`,
      '7:10',
      'Line 6 ("values") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'colon missing in an item, a list below',
      `${TASK}    values:\n      - options\n        - b: c\n`,
      '8:12',
      'Line 7 ("- options") has no colon with a blank behind it: to YAML it is text, and this line goes on with it.',
      'Add the colon if this list is meant to be its value, or move the dash to the column of the others.',
    ],
    [
      'colon missing below a key',
      `${TASK}    options:\n      depth\n      a: b\n`,
      '8:8',
      'Line 7 ("depth") has no colon with a blank behind it: to YAML it is text, and this line goes on with it.',
      'Write what is missing there, or put quotes around the whole text if it is one.',
    ],
    [
      'text over two lines, then a key',
      `${TASK}    message: Hello\n      world\n      again: you\n`,
      '8:12',
      'Line 7 ("world") has no colon with a blank behind it: to YAML it is text, and this line goes on with it.',
      'Write what is missing there, or put quotes around the whole text if it is one.',
    ],
    [
      'colon missing at the end, without a line break',
      'id: a\nnamespace',
      '2:10',
      'Line 2 ("namespace") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'text in quotes at the end, without a line break',
      'id: a\n"b"',
      '2:4',
      'Line 2 (""b"") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'text with blanks around it',
      `${TASK}    message Hi  \n    a: b\n`,
      '7:5',
      'Line 6 ("message Hi") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'list below a key with a value',
      `${TASK}    type: x.Log\n      - a: b\n`,
      '7:10',
      'The dash before "a" begins in column 7, further to the right than "type" (line 6, column 5), which has a value already: to YAML it goes on with that value.',
      'Remove the value of "type" if this list is meant to be its value.',
    ],
  ]);
});
