import { describe } from '@jest/globals';
import { expectExplained, HEAD, TASK } from './explaining.js';

describe('text in quotes that is not closed', () => {
  expectExplained([
    [
      'never closed, with another document below',
      `${TASK}    message: "Hello\n---\nid: b\n`,
      '6:14',
      'The text that begins with " in line 6, column 14, is never closed: it reaches the end of the document.',
      'Add the closing " where the text ends. If it ends where it should, look for a " too many above.',
    ],
    [
      'never closed up to a marker at the start of a quoted line',
      "' \n \n--- \n",
      '3:1',
      "The text that begins with ' in line 1, column 1, is never closed: it reaches the document marker in line 3.",
      "Add the closing ' where the text ends. If it ends where it should, look for a ' too many above.",
    ],
    [
      'never closed, single',
      `${TASK}    message: '\n`,
      '6:14',
      "The text that begins with ' in line 6, column 14, is never closed: it reaches the end of the document.",
      "Add the closing ' where the text ends. If it ends where it should, look for a ' too many above.",
    ],
    [
      'an apostrophe in a single-quoted key',
      "it's: '\n",
      '1:7',
      "The text that begins with ' in line 1, column 7, is never closed: it reaches the end of the document.",
      "Add the closing ' where the text ends. If it ends where it should, look for a ' too many above.",
    ],
    [
      'closed by an apostrophe, and opened again',
      `${TASK}    message: 'it's' 's\n`,
      '6:18',
      'The text in quotes ends in column 17 of line 6; nothing may follow it there.',
      "Write '' for an apostrophe inside of single quotes, or put double quotes around the whole.",
    ],
    [
      'never closed behind a wide character',
      `${TASK}    "😀": "Hello\n`,
      '6:11',
      'The text that begins with " in line 6, column 10, is never closed: it reaches the end of the document.',
      'Add the closing " where the text ends. If it ends where it should, look for a " too many above.',
    ],
    [
      'opened above, an item',
      `${HEAD}  - id: "hello\n    type: x.Log\n    files: "*.csv"\n`,
      '6:14',
      'The text in quotes that ends here begins in line 4, column 9, where it is not closed.',
      'Add the closing " in line 4.',
    ],
    [
      'opened above, a sign that begins no value',
      `${HEAD}  - id: "hello\n    type: x.Log\n    cron: "@daily"\n`,
      '6:12',
      'The text in quotes that ends here begins in line 4, column 9, where it is not closed.',
      'Add the closing " in line 4.',
    ],
    [
      'opened above, single',
      `${HEAD}  - id: 'hello\n    type: x.Log\n    message: 'Hi'\n`,
      '6:15',
      'The text in quotes that ends here begins in line 4, column 9, where it is not closed.',
      "Add the closing ' in line 4.",
    ],
    [
      'opened in the first line',
      'id: "a\nnamespace: "b"\n',
      '2:13',
      'The text in quotes that ends here begins in line 1, column 5, where it is not closed.',
      'Add the closing " in line 1.',
    ],
    [
      'opened above, a path with backslashes in between',
      `${HEAD}  - id: 'a\n    path: C:\\'\\x\n    message: 'Hi'\n`,
      '5:15',
      'The text in quotes that ends here begins in line 4, column 9, where it is not closed.',
      "Add the closing ' in line 4.",
    ],
    [
      'opened above, escaped quotes in between',
      'id: "a\nb: \\"c\nd: "e"\n',
      '3:5',
      'The text in quotes that ends here begins in line 1, column 5, where it is not closed.',
      'Add the closing " in line 1.',
    ],
    [
      'opened two lines above, further quotes closed between',
      'id: "a\nb: \'c\' \\"\nd: "e"\n',
      '3:5',
      'The text in quotes that ends here begins in line 1, column 5, where it is not closed.',
      'Add the closing " in line 1.',
    ],
  ]);
});
