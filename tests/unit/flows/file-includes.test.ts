import { expect, test } from '@jest/globals';
import { findFileIncludes } from '../../../src/flows/file-includes.js';

const found = (source: string) =>
  findFileIncludes({ file: { path: 'a.yml', text: source }, index: 0, count: 1, start: 0, source }).map(
    ({ span, hint }) => [source.slice(span.start, span.end), /read\('([^']*)'\)/.exec(hint ?? '')?.[1]],
  );

test.each([
  ['script: "[[> scripts/a.py]]"\n', [['[[> scripts/a.py]]', 'scripts/a.py']]],
  [
    'script: |\n  [[>a.py]]\n  x [[> b c.sh ]] y\n',
    [
      ['[[>a.py]]', 'a.py'],
      ['[[> b c.sh ]]', 'b c.sh'],
    ],
  ],
  ['script: |\n  if [[ $a > 1 ]]; then\n  \\[[> a.py]]\n  [[>]]\n', []],
  ['# [[> a.py]]\nid: a # no\n', []],
  ['a: "[[> x\n  ]]"\n', []],
  ['a: b # [[> c.py]]\n', [['[[> c.py]]', 'c.py']]],
  ['# a\nb: "[[> c.py]]"\n', [['[[> c.py]]', 'c.py']]],
  ['a: b\n  # [[> c.py]]\n', []],
] as const)('in %j', (source, expected) => {
  expect(found(source)).toEqual(expected);
});

test('is a warning that says what to write instead', () => {
  const source = 'script: "[[> a.py]]"\n';
  const document = { file: { path: 'a.yml', text: source }, index: 0, count: 1, start: 0, source };
  expect(findFileIncludes(document)).toEqual([
    {
      rule: 'file-include',
      severity: 'warning',
      message:
        '`[[> a.py]]` is stored as it stands: no file is put in here, as the command line of the Kestra server once did.',
      hint: "Upload the file with deploy-namespace-files and write `{{ read('a.py') }}`, or write its content here.",
      span: { start: 9, end: 19 },
    },
  ]);
});

test('a hundred are enough', () => {
  expect(found('[[> a]]\n'.repeat(5000))).toHaveLength(100);
});
