import { describe } from '@jest/globals';
import { expectExplained, TASK } from './explaining.js';

describe('mistakes around dashes', () => {
  expectExplained([
    [
      'no blank before a quoted item',
      `${TASK}    values:\n      - a\n      -"b c"\n`,
      '8:13',
      'There is no blank behind the dash before "b c" in line 8: to YAML it is part of the word, and no list item begins.',
      'Write `- "b c"`.',
    ],
    [
      'no blank before a quoted key',
      `${TASK}    values:\n      - a: b\n      -'c d': e\n`,
      '8:7',
      "There is no blank behind the dash before 'c d': to YAML it is part of the word, and no list item begins.",
      "Write `- 'c d'`.",
    ],
    [
      'no blank before a word',
      `${TASK}    values:\n      - a: b\n      -cd\n      - e\n`,
      '9:7',
      'There is no blank behind the dash before "cd" in line 8: to YAML it is part of the word, and no list item begins.',
      'Write `- cd`.',
    ],
    [
      'no blank before a word of one letter',
      `${TASK}    values:\n      - a: b\n      -c\n`,
      '8:9',
      'There is no blank behind the dash before "c" in line 8: to YAML it is part of the word, and no list item begins.',
      'Write `- c`.',
    ],
    [
      'dash inside of a word',
      `${TASK}    values:\n      - a: b\n      x -c\n      - e\n`,
      '9:7',
      'Line 8 ("x -c") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'a number below zero',
      `${TASK}    values:\n      - a: b\n      -5\n      - e\n`,
      '9:7',
      'Line 8 ("-5") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'dashes before a first key',
      'tasks:\n  -- id: a: b\n',
      '2:11',
      'Line 2 begins with "--": dashes without a blank between them are a word to YAML, and no list item begins.',
      'Write one dash for an item.',
    ],
    [
      'three dashes',
      'tasks:\n  --- id: a\n    type: x\n',
      '3:9',
      'Line 2 begins with "---": dashes without a blank between them are a word to YAML, and no list item begins.',
      'Write one dash for an item.',
    ],
    [
      'dashes before an item',
      'values:\n- a: b\n-- c\n- d\n',
      '4:1',
      'Line 3 begins with "--": dashes without a blank between them are a word to YAML, and no list item begins.',
      'Write one dash for an item.',
    ],
    [
      'dashes inside of a line',
      `${TASK}    message: "a" x -- b: c\n`,
      '6:18',
      'The text in quotes ends in column 16 of line 6; nothing may follow it there.',
      'Put quotes around the whole value, or remove them.',
    ],
    [
      'dashes below an open brace',
      'tasks:\n  -- id: {\n',
      '2:11',
      'A bracket or a brace is still open where the document ends.',
      'Add the ] or } that is missing, or put quotes around the value if it is text.',
    ],
  ]);
});
