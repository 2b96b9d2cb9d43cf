import { describe, expect, test } from '@jest/globals';
import { placement, refusing, type Spoken } from './placing.js';

const PARSING = 'Illegal Flow source: YAML parsing error: ';
const mark = (line: number, column: number) => ` in 'reader', line ${line}, column ${column}:\n    some text\n    ^\n`;
const source = (line: number, column: number) =>
  ` at [Source: (StringReader); line: ${line}, column: ${column}] (at line ${line})`;

describe('marks of the YAML parser', () => {
  test.each<[name: string, text: string, yaml: string, spoken?: Spoken]>([
    [
      'one mark, to the end of the line',
      `${PARSING}mapping values are not allowed here\n${mark(3, 15)}\n${source(3, 15)}`,
      'id: x\nnamespace: a\ndescription: a‸: b‸\ntasks: []\n',
    ],
    [
      'two marks: the last is the problem',
      `${PARSING}while parsing a block collection\n${mark(2, 3)}expected <block end>, but found '<block mapping start>'\n${mark(3, 4)}\n${source(3, 4)}`,
      'tasks:\n  - id: a\n   ‸type: b‸\n',
    ],
    [
      'the end of the stream: the first tells where it began',
      `${PARSING}while scanning a quoted scalar\n${mark(2, 12)}found unexpected end of stream\n${mark(4, 1)}\n${source(2, 10)}`,
      'id: x\nnamespace: ‸"a.b‸\ntasks: []\n',
    ],
    [
      'a tab',
      `${PARSING}while scanning for the next token\nfound character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)\n${mark(2, 1)}\n${source(1, 7)}`,
      'tasks:\n‸\t- id: a\n',
    ],
    [
      'columns of marks are characters, ours are UTF-16 units',
      `${PARSING}mapping values are not allowed here\n${mark(1, 17)}\n${source(1, 17)}`,
      'description: 😀a: b‸\n'.replace('😀a: b‸', '😀ab‸: c'),
    ],
    [
      'lines of marks end as YAML says, ours with LF',
      `${PARSING}mapping values are not allowed here\n${mark(4, 5)}\n${source(4, 5)}`,
      'a: "b\u2028c"\nid: x\nd: e‸: f\n',
    ],
    [
      'with CRLF',
      `${PARSING}mapping values are not allowed here\n${mark(2, 5)}\n${source(2, 5)}`,
      'id: x\r\na: b‸: c‸\r\nd: e\r\n',
    ],
    [
      'with a BOM, which is no column',
      `${PARSING}mapping values are not allowed here\n${mark(1, 5)}\n${source(1, 5)}`,
      '\uFEFFa: b‸: c‸\n',
    ],
    [
      'behind comments and a marker, which are not sent',
      `${PARSING}mapping values are not allowed here\n${mark(2, 5)}\n${source(2, 5)}`,
      '---\n# flow\na: b‸: c\n',
    ],
    [
      'in the second document of a file, first of the request',
      `${PARSING}mapping values are not allowed here\n${mark(2, 5)}\n${source(2, 5)}`,
      'id: x\n---\nid: y\na: b‸: c\n',
      { document: 1 },
    ],
    [
      'in the second document of a file and of the request: the server saw one line more',
      `${PARSING}mapping values are not allowed here\n${mark(3, 5)}\n${source(3, 5)}`,
      'id: x\n---\nid: y\na: b‸: c\n',
      { document: 1, linesBefore: 1 },
    ],
    [
      'in the third, with blank lines before it and CRLF',
      `${PARSING}mapping values are not allowed here\n${mark(3, 5)}\n${source(3, 5)}`,
      'id: x\r\n---\r\nid: y\r\n---\r\n\r\n\r\nid: z\r\na: b‸: c‸\r\n',
      { document: 2, linesBefore: 1 },
    ],
    ['a location without mark', `${PARSING}Something else\n${source(2, 5)}`, 'id: x\nabc:‸ d\n'],
    [
      'a location whose column says nothing',
      `${PARSING}Malformed numeric value '.inf'\n${source(2, 99)}`,
      'id: x\n‸number: .inf\n'.replace('‸number: .inf', 'number: ‸.inf'),
    ],
    [
      'a key that is there twice: Jackson stands behind it',
      `${PARSING}Duplicate field 'bee'\n${source(3, 4)}`,
      'bee: 1\na: 1\n‸bee‸: 2\n',
    ],
    [
      'a key that is there again and again on one line',
      `${PARSING}Duplicate field 'bee'\n${source(2, 20)}`,
      'id: x\na: {id: a, bee: 1, ‸bee‸: 2, bee: 3}\nbee: 1\n',
    ],
    [
      'a key that is there twice, before something that our own parser stops at',
      `${PARSING}Duplicate field 'bee'\n${source(2, 4)}`,
      'bee: 1\n‸bee: 2‸\nc: [\n',
    ],
    [
      'a location far down and far right',
      `${PARSING}Something else\n${source(12, 16)}`,
      `${'id: x\n'.repeat(11)}a: bcdefghijklm‸n\n`,
    ],
    [
      'a line alone in the second document of a request',
      'Illegal Flow source: YAML syntax error: Invalid structure. (at line 4)',
      'id: x\n---\nid: y\na: b\n‸c: d\n',
      { document: 1, linesBefore: 1 },
    ],
    [
      'a line alone, behind words of the author that look like one',
      'Illegal Flow source: YAML syntax error: "(at line 1)". (at line 2)',
      'id: x\n‸a: b\n',
    ],
    [
      'a line alone, where our own parser knows the column',
      'Illegal Flow source: YAML syntax error: Invalid structure. Check indentation and ensure all fields are properly formatted. (at line 2)',
      'id: x\nmessage: ‸{{ inputs.a }}‸\n',
    ],
    [
      'a line alone: its text',
      'Illegal Flow source: YAML syntax error: Invalid structure. (at line 3)',
      'id: x\ntasks:\n  ‸- id: y‸  \n  - id: z\n',
    ],
    [
      'a rewritten form without line, of a document that we cannot read either',
      'Illegal Flow source: YAML syntax error: Unexpected mapping start. Verify that scalar values are properly quoted if needed.',
      'id: x\na: b‸: c\n',
    ],
    [
      'a rewritten form without line, of one that we can',
      'Illegal Flow source: YAML syntax error: Expected a simple value but found complex structure.',
      '‸id: x\ntasks: []\n',
    ],
    ['line -1 is no line', 'Illegal flowwithsource source: YAML parsing error: odd (at line -1)', '# a\n‸id: x\n'],
    [
      'a line beyond the text: its last',
      'Illegal Flow source: YAML syntax error: odd. (at line 99)',
      'id: x\n‸tasks: []',
    ],
    ['line 0', 'Illegal Flow source: YAML syntax error: odd. (at line 0)', '‸id: x\n'],
    ['a column beyond the line: its end', `${PARSING}odd\n${mark(1, 99)}\n${source(1, 99)}`, 'id: x‸\ntasks: []\n'],
    ['a huge line', `${PARSING}odd\n${mark(Number.MAX_SAFE_INTEGER, 1)}`, 'id: x\n‸a: b'],
    [
      'as 1.1 says it',
      `jakarta.validation.ConstraintViolationException: Illegal Flow source: YAML parsing error: mapping values are not allowed here\n${mark(1, 5)}\n${source(1, 5)}`,
      'a: b‸: c\n',
    ],
    ['as the oldest say it', `Illegal flow source: YAML parsing error: odd\n${source(2, 1)}`, 'id: x\n‸a: b\n'],
    [
      'a list instead of a flow',
      `${PARSING}Cannot deserialize value of type \`java.util.LinkedHashMap\` from Array value\n${source(2, 1)}`,
      '# a list\n‸- a\n- b\n',
    ],
    [
      'a scalar instead of a flow',
      `${PARSING}Cannot construct instance of \`java.util.LinkedHashMap\`\n${source(1, 1)}`,
      '‸hello\n',
    ],
    [
      'a line alone, before the one that our own parser stops at',
      'Illegal Flow source: YAML syntax error: odd. (at line 2)',
      'id: x\n‸a: b‸\nc: [\n',
    ],
    [
      'a key that is there twice, but is read otherwise: its line',
      `${PARSING}Duplicate field 'bee'\n${source(2, 4)}`,
      'id: x\n‸gone: 1\n',
    ],
    [
      'words of the author that look like a line alone are none',
      'Invalid type: Illegal Flow source: odd (at line 1)',
      'id: x\ntasks:\n  - type: ‸"Illegal Flow source: odd (at line 1)"\n',
    ],
    [
      'words of the author that look like a location are none',
      'Invalid type: at [Source: a; line: 1, column: 1]',
      'id: x\ntasks:\n  - type: ‸" at [Source: a; line: 1, column: 1]"\n',
    ],
    [
      'words of the author that look like a mark are none',
      "Invalid type: in 'reader', line 1, column 1 (at line 1)",
      'id: x\ntasks:\n  - type: ‸"in \'reader\', line 1, column 1 (at line 1)"\n',
    ],
  ])('%s', (_name, text, yaml, spoken = {}) => {
    const { found, wanted } = placement(yaml, refusing(text), spoken);
    expect(found).toEqual(wanted);
  });
});

test('a list where a flow belongs: all of it', () => {
  const { found, wanted } = placement('# a list\n‸- a\n- b‸\n', refusing('id: must not be null'));
  expect(found).toEqual(wanted);
});

describe('paths and names in a document of several', () => {
  test.each<[name: string, text: string, yaml: string, document: number]>([
    [
      'second',
      'hello.message: must not be null',
      'id: x\ntasks:\n  - id: hello\n---\nid: y\ntasks:\n  - ‸id: hello\n',
      1,
    ],
    ['third, CRLF', 'id: must match "x"', 'id: x\r\n---\r\nid: y\r\n--- # z\r\nid: ‸z z‸\r\n', 2],
    [
      'first, BOM',
      'Unrecognized field "foo" (class io.kestra.core.models.flows.FlowWithSource)',
      '\uFEFFid: x\n‸foo: 1\n---\nid: y\nfoo: 1\n',
      0,
    ],
    ['content on the line of the marker', 'id: must match "x"', 'id: x\n--- {id: ‸y y, tasks: []}\n', 1],
    ['empty documents do not count', 'id: must match "x"', '---\n# nothing\n---\nid: x\n---\n---\nid: ‸y y\n', 1],
    ['document ends', 'id: must match "x"', 'id: x\n...\n---\nid: ‸y y\n...\n', 1],
  ])('%s', (_name, text, yaml, document) => {
    const { found, wanted } = placement(yaml, refusing(text), { document });
    expect(found).toEqual(wanted);
  });
});
