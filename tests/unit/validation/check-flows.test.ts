import { describe, expect, test } from '@jest/globals';
import { checkFiles, checkLocally, readFlows } from '../../../src/validation/check-flows.js';

const read = (text: string) => readFlows([{ path: 'a.yml', text }]);
const rulesOf = (text: string) => read(text).findings.map(({ rule, document }) => [rule, document]);
const idsOf = (text: string) => read(text).flows.length;

describe('files that hold no flow', () => {
  test.each(['', '# nothing\n', '---\n---\n'])('%j is empty', (text) => {
    expect(read(text)).toEqual({
      flows: [],
      findings: [
        {
          severity: 'error',
          rule: 'empty-document',
          message: 'There is no flow here: the file is empty or holds only comments.',
          hint: 'Remove it, or leave it out with `exclude`.',
          origin: 'local',
          file: 'a.yml',
          range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
      ],
    });
  });

  test('YAML of something else is named once, at its start, and judged no further', () => {
    expect(read('# compose\nservices: {}\n')).toEqual({
      flows: [],
      findings: [
        {
          severity: 'error',
          rule: 'not-a-flow',
          message: 'This does not look like a flow: it has no `namespace` and no `tasks`.',
          hint: 'Set `directory` to the folder of the flows, or leave the file out with `exclude`.',
          origin: 'local',
          file: 'a.yml',
          range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
      ],
    });
    expect(rulesOf('kind: A\n---\nkind: B\n')).toEqual([['not-a-flow', 0]]);
  });

  test('beside flows each document of something else is named, and the flows stay', () => {
    const text = 'kind: A\n---\nid: a\nnamespace: b\n---\nkind: B\n';
    expect(rulesOf(text)).toEqual([
      ['not-a-flow', 0],
      ['not-a-flow', 2],
    ]);
    expect(idsOf(text)).toBe(1);
  });

  test.each([
    'namespace: b\n',
    'tasks: []\n',
    'triggers: []\n',
    'inputs: []\n',
    'labels: {}\n',
    '{}\n',
    'id: [\n',
    '- a\n',
  ])('%j may be meant as a flow', (text) => {
    expect(rulesOf(text)).toEqual([]);
    expect(idsOf(text)).toBe(1);
  });
});

describe('what needs no server', () => {
  const files = [
    { path: 'a.yml', text: 'id: same\nnamespace: b\ntasks: []\n' },
    { path: 'b.yml', text: 'id: same\nnamespace: b\ntasks: []\n' },
    { path: 'c.yml', text: 'id: [' },
    { path: 'd.yml', text: '' },
  ];
  const found = (...changed: readonly string[]) =>
    checkFiles(files, [], changed.length === 0 ? undefined : new Set(changed)).findings.map(
      ({ file, rule }) => `${file} ${rule}`,
    );

  test('syntax, empty files and the same flow twice', () => {
    expect(found()).toEqual(['d.yml empty-document', 'c.yml yaml-syntax', 'b.yml duplicate-flow']);
    expect(checkLocally(readFlows(files).flows)).toHaveLength(2);
  });

  test('is reported of the files that are reported on', () => {
    expect(found('c.yml')).toEqual(['c.yml yaml-syntax']);
    expect(found('b.yml')).toEqual(['b.yml duplicate-flow']);
  });

  test('a marker with nothing but comments above it hides the flow below', () => {
    const text = '---\n# soon\n---\nid: a\nnamespace: b\ntasks: []\n';
    expect(checkFiles([{ path: 'a.yml', text }], []).findings).toMatchObject([
      { rule: 'empty-document', hint: 'If a flow follows, remove the `---` above it.' },
    ]);
  });
});
