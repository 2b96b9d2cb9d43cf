import { describe } from '@jest/globals';
import { expectExplained, HEAD, TASK } from './explaining.js';

describe('mistakes of keys', () => {
  expectExplained([
    [
      'no blank after colon inside',
      `${HEAD}  - id: hello\n    type:io.kestra.plugin.core.log.Log\n    message: Hi\n`,
      '6:5',
      'There is no blank behind the colon of "type" in line 5: to YAML the colon is part of a word.',
      'Write "type" as a key: `type: …`.',
    ],
    [
      'no blank after colon last',
      `${TASK}    message:Hi\n`,
      '6:15',
      'There is no blank behind the colon of "message" in line 6: to YAML the colon is part of a word.',
      'Write "message" as a key: `message: …`.',
    ],
    [
      'no blank after quoted key',
      `${TASK}    "message":Hi\n`,
      '6:17',
      'There is no blank behind the colon of "message" in line 6: to YAML the colon is part of a word.',
      'Write "message" as a key: `"message": …`.',
    ],
    [
      'no blank after dash',
      `${HEAD}  -id: hello\n    type: x.Log\n`,
      '5:9',
      'There is no blank behind the dash before "id" in line 4: to YAML it is part of the word, and no list item begins.',
      'Write `- id`.',
    ],
    [
      'no blank after dash second',
      `${HEAD}  - id: hello\n    type: x.Log\n  -id: b\n    type: x.Log\n`,
      '6:3',
      'There is no blank behind the dash before "id": to YAML it is part of the word, and no list item begins.',
      'Write `- id`.',
    ],
    [
      'colon in value',
      `${TASK}    message: Result: done\n`,
      '6:20',
      'The value of "message" holds a colon with a blank behind it, which YAML takes for the end of another key.',
      'Put quotes around the value, or move what is nested to lines of its own.',
    ],
    [
      'colon missing',
      `${HEAD}  - id hello\n    type: x.Log\n`,
      '5:9',
      'Line 4 ("- id hello") has no colon with a blank behind it: to YAML it is text, and this line goes on with it.',
      'Write what is missing there, or put quotes around the whole text if it is one.',
    ],
    [
      'colon missing mid',
      'id: a\nnamespace company.etl\ntasks: []\n',
      '3:1',
      'Line 2 ("namespace company.etl") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'colon missing after list',
      'id: load\nnamespace: company.etl\ntasks\n  - id: hello\n    type: x.Log\n',
      '4:7',
      'Line 3 ("tasks") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
    [
      'equals',
      'id: a\nnamespace = b\ntasks: []\n',
      '3:1',
      'Line 2 ("namespace = b") stands where a key is expected, but no colon ends it.',
      'Add the colon and a blank, or indent the line if it goes on with the value above.',
    ],
  ]);
});
