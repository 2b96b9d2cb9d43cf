import { describe } from '@jest/globals';
import { expectExplained, HEAD, TASK } from './explaining.js';

describe('mistakes of indentation', () => {
  expectExplained([
    [
      'indented one blank too far',
      `${TASK}     message: Hi\n`,
      '6:13',
      '"message" begins in column 6, further to the right than "type" (line 5, column 5), which has a value already: to YAML it goes on with that value.',
      'Move "message" to column 5, or remove the value of "type" if "message" was meant to be nested.',
    ],
    [
      'indented two too far under a quoted value',
      `${HEAD}  - id: "hello"\n      type: x.Log\n`,
      '5:7',
      '"type" begins in column 7, further to the right than "id" (line 4, column 5), which has a value already.',
      'Move "type" to column 5, or remove the value of "id" if "type" was meant to be nested.',
    ],
    [
      'indented too little',
      `${HEAD}  - id: hello\n   type: x.Log\n`,
      '5:4',
      '"type" begins in column 4, but no entry above it that is still open begins there.',
      'Move it to column 5 (as "id" in line 4) or column 1 (as "tasks" in line 3).',
    ],
    [
      'indented too little, inside',
      `${TASK}  message: Hi\n`,
      '6:3',
      '"message" begins in column 3, where the items of the list begin (line 4), but it is no item.',
      'Move it to column 5 if it belongs to the item, or put a dash before it if it is one.',
    ],
    [
      'list item one too little',
      `${HEAD}  - id: a\n    type: x.Log\n - id: b\n`,
      '6:2',
      'The dash before "id" begins in column 2, but no item of a list above it that is still open begins there.',
      'Move it to column 3 (as the dash in line 4).',
    ],
    [
      'list item one too far',
      `${HEAD}  - id: a\n    type: x.Log\n   - id: b\n`,
      '6:4',
      'The dash before "id" begins in column 4, but no item of a list above it that is still open begins there.',
      'Move it to column 3 (as the dash in line 4).',
    ],
    [
      'list item at key after indented',
      `${HEAD}  - id: a\n    type: x.Log\n- id: b\n`,
      '6:1',
      'This list item begins in column 1, the items above it in column 3.',
      'Move it to column 3.',
    ],
    [
      'list item under scalar',
      `${TASK}    values: a\n    - b\n`,
      '7:5',
      'This list item belongs to "values" (line 6), which has a value already.',
      'Remove the value of "values" if it is a list, or the dash.',
    ],
    [
      'list under scalar quoted',
      `${TASK}    values: "a"\n      - b\n`,
      '7:7',
      'The dash begins in column 7, further to the right than "values" (line 6, column 5), which has a value already.',
      'Remove the value of "values" if this list is meant to be its value.',
    ],
    [
      'duplicate dash',
      `${HEAD}  - - id: hello\n    type: x.Log\n`,
      '5:5',
      '"type" stands in the column of a dash: line 4 begins with 2 dashes, a list inside a list.',
      'Remove the dash too many in line 4, or move "type" to column 7.',
    ],
    [
      'double dash word',
      `${HEAD}  -- id: hello\n    type: x.Log\n`,
      '5:9',
      'Line 4 begins with "--": dashes without a blank between them are a word to YAML, and no list item begins.',
      'Write one dash for an item.',
    ],
    [
      'block outdented',
      `${TASK}    script: |\n      echo a\n   echo b\n    message: x\n`,
      '8:4',
      'Line 8 begins in column 4, left of the block of text of "script" (line 6), which begins in column 7: it does not belong to it.',
      'Indent the line to column 7 if it belongs to the text.',
    ],
    [
      'block outdented key col',
      `${TASK}    script: |\n      echo a\n    echo b\n    message: x\n`,
      '9:5',
      'Line 8 begins in column 5, left of the block of text of "script" (line 6), which begins in column 7: it does not belong to it.',
      'Indent the line to column 7 if it belongs to the text.',
    ],
    [
      'key after item',
      `${HEAD}  - id: hello\n  type: x.Log\n`,
      '5:3',
      '"type" begins in column 3, where the items of the list begin (line 4), but it is no item.',
      'Move it to column 5 if it belongs to the item, or put a dash before it if it is one.',
    ],
    [
      'plain then comment',
      `${TASK}    message: Hi\n      # c\n      more\n`,
      '8:7',
      'A comment ends a value that has no quotes: after the one in line 7 this line cannot go on with it.',
      'Remove the comment, or write the value as a block of text (|) or in quotes.',
    ],
  ]);
});
