import { describe } from '@jest/globals';
import { expectExplained, TASK } from './explaining.js';

describe('backslashes in double quotes', () => {
  expectExplained([
    [
      'digits of \\x',
      `${TASK}    message: "\\x4g"\n`,
      '6:17',
      'A backslash in double quotes begins an escape: behind \\x the code of a character must stand, 2 hexadecimal digits.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'digits of \\u',
      `${TASK}    message: "\\u12"\n`,
      '6:17',
      'A backslash in double quotes begins an escape: behind \\u the code of a character must stand, 4 hexadecimal digits.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'digits of \\U',
      `${TASK}    message: "\\U0001F60"\n`,
      '6:17',
      'A backslash in double quotes begins an escape: behind \\U the code of a character must stand, 8 hexadecimal digits.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'a number that no character has',
      `${TASK}    message: "\\U00110000"\n`,
      '6:17',
      'A backslash in double quotes begins an escape: behind \\U the code of a character must stand, 8 hexadecimal digits.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'a number that Java cannot read',
      `${TASK}    message: "\\U80000000"\n`,
      '6:17',
      'A backslash in double quotes begins an escape: behind \\U the code of a character must stand, 8 hexadecimal digits.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'a home of Windows',
      `${TASK}    path: "C:\\users\\me"\n`,
      '6:16',
      'A backslash in double quotes begins an escape: behind \\u the code of a character must stand, 4 hexadecimal digits.',
      'Put the path into single quotes, or write every backslash twice.',
    ],
    [
      'a share of Windows',
      `${TASK}    path: "\\\\\\\\server\\share"\n`,
      '6:23',
      'A backslash in double quotes begins an escape, and YAML 1.1 knows no \\s.',
      'Put the path into single quotes, or write every backslash twice.',
    ],
    [
      'a folder below another one',
      `${TASK}    path: "data\\new\\daily"\n`,
      '6:21',
      'A backslash in double quotes begins an escape, and YAML 1.1 knows no \\d.',
      'Put the path into single quotes, or write every backslash twice.',
    ],
    [
      'a regular expression behind text',
      `${TASK}    pattern: "a" "b\\d"\n`,
      '6:21',
      'A backslash in double quotes begins an escape, and YAML 1.1 knows no \\d.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'a regular expression, another one before it',
      `${TASK}    values: ["\\\\w", "\\d+"]\n`,
      '6:23',
      'A backslash in double quotes begins an escape, and YAML 1.1 knows no \\d.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
    [
      'a wide character',
      `${TASK}    message: "\\😀"\n`,
      '6:16',
      'A backslash in double quotes begins an escape, and YAML 1.1 knows no \\😀.',
      'Put the text into single quotes, or write the backslash twice.',
    ],
  ]);
});
