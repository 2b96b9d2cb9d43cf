import { describe } from '@jest/globals';
import { expectExplained, TASK } from './explaining.js';

describe('mistakes of flow style', () => {
  expectExplained([
    [
      'brace too much',
      `${TASK}    labels: {a: b}}\n`,
      '6:19',
      'There is a } too much: no { is open here.',
      'Remove it, or add the {.',
    ],
    [
      'bracket too much',
      `${TASK}    values: [a, b]]\n`,
      '6:19',
      'There is a ] too much: no [ is open here.',
      'Remove it, or add the [.',
    ],
    [
      'brace missing',
      `${TASK}    labels: {a: b\n    message: Hi\n`,
      '7:12',
      'The { in line 6, column 13, is not closed before line 7, where "message" begins.',
      'Add the } that is missing, or the comma before "message", or put quotes around the value if it is text.',
    ],
    [
      'bracket missing',
      `${TASK}    values: [a, b\n    message: Hi\n`,
      '7:12',
      'The [ in line 6, column 13, is not closed before line 7, where "message" begins.',
      'Add the ] that is missing, or the comma before "message", or put quotes around the value if it is text.',
    ],
    [
      'bracket missing at end',
      `${TASK}    values: [a, b\n`,
      '6:18',
      'The [ in line 6, column 13, is never closed.',
      'Add the ] that is missing, or put quotes around the value if it is text.',
    ],
    [
      'wrong close',
      `${TASK}    values: [a, b}\n`,
      '6:18',
      'The [ in line 6, column 13, is closed by } instead of ].',
      'Write ], or add the one that is missing before it.',
    ],
    [
      'comma missing',
      `${TASK}    labels: {a: b c: d}\n`,
      '6:20',
      'A second colon stands in one entry of the mapping that { begins in line 6.',
      'Add the comma between two entries, the missing }, or quotes around a value with a colon in it.',
    ],
    [
      'comma twice',
      `${TASK}    values: [a,, b]\n`,
      '6:16',
      'Between two commas, or before the first one, an entry is missing.',
      'Remove the comma, or add the entry.',
    ],
    [
      'text after brackets',
      `${TASK}    message: [WARN] disk\n`,
      '6:21',
      'What begins with a bracket ends at the ]; nothing may follow it on its line.',
      'Put quotes around the whole value if it is text.',
    ],
    [
      'brace text',
      `${TASK}    message: {a} b\n`,
      '6:18',
      'What begins with a brace ends at the }; nothing may follow it on its line.',
      'Put quotes around the whole value if it is text.',
    ],
    [
      'colon after brackets',
      `${TASK}    message: [a]: b\n`,
      '6:17',
      'Behind the ] stands a colon, as if it ended a key, but a value stands here.',
      'Put quotes around the whole value if it is text.',
    ],
    [
      'json line',
      '{"id": "a",\n "namespace": "b"\n "tasks": []}\n',
      '3:2',
      'The { in line 1, column 1, is still open, and between its entries a comma is missing before "tasks".',
      'Add the comma, the } that is missing, or quotes around the value if it is text.',
    ],
    [
      'nothing but a blank that is none to YAML',
      'labels: ["b" \u1680\n]\n',
      '1:14',
      'The [ in line 1, column 9, is still open, and between its entries a comma is missing.',
      'Add the comma, the ] that is missing, or quotes around the value if it is text.',
    ],
    [
      'list in flow',
      `${TASK}    values: [- a]\n`,
      '6:14',
      'Inside of brackets or braces no list with dashes can stand.',
      'Separate the entries by commas, without dashes, or close the bracket above.',
    ],
  ]);
});
