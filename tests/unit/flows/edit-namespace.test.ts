import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { forceNamespace } from '../../force-namespace.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { namespaceEdits } from '../../../src/flows/edit-namespace.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import type { FlowNode } from '../../../src/flows/tree.js';
import { parseText } from '../../flow-source.js';
import { parsed, plain } from './parsing.js';

const force = (text: string, namespace = 'company.prod') => forceNamespace(parsed(text), namespace);

describe('another namespace', () => {
  test.each<[string, string]>([
    ['id: a\nnamespace: old # why\ntasks: []\n', 'id: a\nnamespace: company.prod # why\ntasks: []\n'],
    ['\uFEFFid: a\r\nnamespace: "old"\r\n', '\uFEFFid: a\r\nnamespace: "company.prod"\r\n'],
    ["id: a\nnamespace: 'old'\n", "id: a\nnamespace: 'company.prod'\n"],
    ['{id: a, namespace: old, tasks: []}\n', '{id: a, namespace: company.prod, tasks: []}\n'],
    ['{id: a}\n', '{namespace: company.prod, id: a}\n'],
    ['# head\nid: a # c\ntasks: []\n', '# head\nid: a # c\nnamespace: company.prod\ntasks: []\n'],
    ['tasks: []\r\nid: a', 'namespace: company.prod\r\ntasks: []\r\nid: a'],
    ['id: a\nnamespace:\ntasks: []\n', 'id: a\nnamespace: company.prod\ntasks: []\n'],
    ['id: a\nnamespace: ~\n', 'id: a\nnamespace: company.prod\n'],
    ['id: a\nnamespace: >-\n  old\ntasks: []\n', 'id: a\nnamespace: company.prod\ntasks: []\n'],
    ['namespace: one\nid: a\nnamespace: two\n', 'namespace: one\nid: a\nnamespace: company.prod\n'],
    ['id: a\n"namespace": old\n', 'id: a\n"namespace": company.prod\n'],
    ['id: a\nnamespace: &n old\n', 'id: a\nnamespace: &n company.prod\n'],
    ['id: a\nvars:\n  namespace: kept\nnamespace: old', 'id: a\nvars:\n  namespace: kept\nnamespace: company.prod'],
    ['id: a\nnamespace: &n\n', 'id: a\nnamespace: &n company.prod\n'],
    ['id: a\nnamespace: &n # c\n', 'id: a\nnamespace: &n company.prod # c\n'],
    ['id: a\nnamespace: !!str\n', 'id: a\nnamespace: !!str company.prod\n'],
    ['id: a\nnamespace: !!str "old"\n', 'id: a\nnamespace: !!str "company.prod"\n'],
    ['id: a\nnamespace: *n\n', 'id: a\nnamespace: company.prod\n'],
    ['id: a\nnamespace:\n  old # c\n', 'id: a\nnamespace:\n  company.prod # c\n'],
    ['id: a\nnamespace: old\n  text\n', 'id: a\nnamespace: company.prod\n'],
    ['id: a\nnamespace: |2+ # c\n    old\n\nx: 1\n', 'id: a\nnamespace: company.prod\nx: 1\n'],
    ['id: a\nnamespace   :   old   # c\n', 'id: a\nnamespace   :   company.prod   # c\n'],
    ['? namespace\n: old\n? id\n: a\n', '? namespace\n: company.prod\n? id\n: a\n'],
    ['? namespace\r\nid: a\r\n', '? namespace\r\n: company.prod\r\nid: a\r\n'],
    ['id: a\n? namespace', 'id: a\n? namespace\n: company.prod'],
    ['# c\n?\n  namespace\nid: a\n', '# c\n?\n  namespace\n: company.prod\nid: a\n'],
    ['? namespace\n# a: b\n: # c\n', '? namespace\n# a: b\n: company.prod # c\n'],
    ['? namespace # a: b\nid: a\n', '? namespace\n: company.prod # a: b\nid: a\n'],
    ['? namespace # a: b\r:\rid: a\r', '? namespace # a: b\r: company.prod\rid: a\r'],
    ['? id\n? x\n', 'namespace: company.prod\n? id\n? x\n'],
    ['{namespace}', '{namespace: company.prod}'],
    ['tasks: []\n', 'namespace: company.prod\ntasks: []\n'],
    ['? x\n: 1\nid: a', 'namespace: company.prod\n? x\n: 1\nid: a'],
    ['&x key: 1\nid: a', 'namespace: company.prod\n&x key: 1\nid: a'],
    ['  x: 1\n  id: a\n  y: 2\n', '  x: 1\n  id: a\n  namespace: company.prod\n  y: 2\n'],
    ['id: a\nnamespace:\r old\n', 'id: a\nnamespace:\r company.prod\n'],
    ['{namespace, id: a}\n', '{namespace: company.prod, id: a}\n'],
    ['{namespace: , id: a}\n', '{namespace: company.prod , id: a}\n'],
    ['{"id":"a","namespace":"old"}', '{"id":"a","namespace":"company.prod"}'],
    ['{}\n', '{namespace: company.prod}\n'],
    ['{"namespace":old}', '{"namespace":company.prod}'],
    ['{\n? namespace\n, id: a}\n', '{\n? namespace: company.prod\n, id: a}\n'],
    ['id: [a]\nx: 1\n', 'namespace: company.prod\nid: [a]\nx: 1\n'],
    ['id: a\n\nx: 1\n', 'id: a\nnamespace: company.prod\n\nx: 1\n'],
    ['id: a\rx: 1\r', 'id: a\rnamespace: company.prod\nx: 1\r'],
    ['{namespace: com\npany}ignored: text\n', '{namespace: company.prod\n}ignored: text\n'],
    ['{namespace: "com\r\n\r\n  pany", id: a}\r\n', '{namespace: "company.prod"\r\n\r\n, id: a}\r\n'],
    ['--- # head\nid: a\n...\n', '--- # head\nid: a\nnamespace: company.prod\n...\n'],
    ['%YAML 1.1\n---\nid: a\nnamespace: old\n', '%YAML 1.1\n---\nid: a\nnamespace: company.prod\n'],
  ])('%j becomes %j', (text, edited) => {
    expect(force(text)).toBe(edited);
  });

  test('a namespace that YAML 1.1 would mistype is quoted', () => {
    expect(force('id: a\nnamespace: old\n', 'off')).toBe('id: a\nnamespace: "off"\n');
  });

  test('the same namespace leaves the source as it is', () => {
    const source = "id: a\nnamespace:   'company.prod'   # same\n";
    expect(force(source)).toBe(source);
    expect(namespaceEdits(parsed(source), 'company.prod')).toEqual([]);
  });

  test('a value that is no scalar cannot be replaced', () => {
    expect(force('id: a\nnamespace: [x]\n')).toBeUndefined();
  });

  test('nothing but the namespace changes, whatever stands around it', () => {
    const comment = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\p{C}\p{Z}]/gu, '_'));
    const value = fc.constantFrom('old', '"old"', "'o''ld'", '', '~', 'off', '|\n  old', '12');
    const flow = fc.record({
      bom: fc.boolean(),
      end: fc.constantFrom('\n', '\r\n'),
      comment,
      value,
      before: fc.boolean(),
      present: fc.boolean(),
    });
    fc.assert(
      fc.property(flow, ({ bom, end, comment, value, before, present }) => {
        const block = value.includes('\n');
        const namespace = present ? [`namespace: ${value}${block ? '' : ` # ${comment}`}`] : [];
        const lines = [`# ${comment}`, 'id: a', 'vars: {namespace: "kept"}', `text: ${JSON.stringify(comment)}`];
        const text =
          (bom ? '\uFEFF' : '') +
          [...(before ? [...namespace, ...lines] : [...lines, ...namespace]), ''].join('\n').replaceAll('\n', end);
        const edited = force(text)!;
        expect(plain(parsed(edited).root)).toEqual({
          ...(plain(parsed(text).root) as object),
          namespace: 'company.prod',
        });
        const untouched = (source: string) =>
          source.split(end).filter((line) => !/^\uFEFF?namespace|^  old/.test(line));
        expect(untouched(edited)).toEqual(untouched(text));
      }),
    );
  });

  test('in a file of several documents only the one that is meant changes', () => {
    const text = '\uFEFFid: a\r\nnamespace: old # one\r\n---\r\n# two\r\nid: b\r\nnamespace: "old"\r\n--- {id: c}\r\n';
    const documents = splitDocuments({ path: 'a.yml', text });
    const edited = documents.map((document) => {
      const read = parseFlow(document);
      return read.ok ? forceNamespace(read, 'new') : undefined;
    });
    expect(edited).toEqual([
      'id: a\r\nnamespace: new # one\r\n',
      '# two\r\nid: b\r\nnamespace: "new"\r\n',
      ' {namespace: new, id: c}\r\n',
    ]);
  });

  test('the tree stays the same but for the namespace, and a second edit finds nothing to do', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 10 });
    const scalar = fc.oneof(
      text.map((one) => JSON.stringify(one)),
      text.map((one) => `'${one.replace(/[\p{C}\p{Z}]/gu, '_').replaceAll("'", "''")}'`),
      fc.constantFrom('~', 'on', '012', '&a x', '!!str 1', '[a, {b: c}]', '"{{ namespace }}"', '""'),
    );
    const block = fc.constantFrom(
      '|\n  namespace: kept\n',
      '>-\n  a\n\n  b',
      '\n  namespace: kept\n  # c',
      '\n  - a\n  - b',
    );
    const key = fc.constantFrom('description', '"a key"', "'k'", 'labels', 'vars', '? e\n: v\nf');
    const namespace = fc.record({
      key: fc.constantFrom('namespace', '"namespace"', "'namespace'", 'namespace '),
      value: fc.constantFrom(
        'old',
        ' "o" ',
        "'o'",
        '',
        '&n',
        '&n old',
        '!!str',
        '!!str old',
        '*n',
        '~',
        '12',
        '|\n  old',
        '\n  old',
        'a\n  b',
      ),
      comment: fc.constantFrom('', ' # namespace: x'),
    });
    const entries = fc.array(fc.tuple(key, fc.oneof(scalar, block)), { maxLength: 4 });
    const style = fc.record({
      mark: fc.boolean(),
      end: fc.constantFrom('\n', '\r\n'),
      head: fc.constantFrom('', '# c\n', '---\n', '--- # c\n', '%YAML 1.1\n---\n'),
      tail: fc.constantFrom('', '\n', '\n# end', '\n...\n'),
      at: fc.nat({ max: 5 }),
      count: fc.nat({ max: 2 }),
      id: fc.constantFrom('id: a', 'id: a # c', 'id: "a"', 'id: >-\n  a', 'id:\n  a', '? id', '? id\n: a'),
    });
    fc.assert(
      fc.property(entries, namespace, style, (pairs, { key: name, value, comment }, more) => {
        const lines = pairs.map(([one, other]) => `${one}: ${other}`);
        const own = `${name}: ${value}${/\n/.test(value) ? '' : comment}`;
        lines.splice(more.at % (lines.length + 1), 0, more.id);
        for (let count = more.count; count > 0; count--) lines.splice((more.at * count) % (lines.length + 1), 0, own);
        const source =
          (more.mark ? '\uFEFF' : '') + (more.head + lines.join('\n') + more.tail).replaceAll('\n', more.end);
        const before = parseText(source);
        fc.pre(before.ok);
        const edited = forceNamespace(before, 'company.prod')!;
        const after = parseText(edited);
        if (!after.ok) throw new Error(`${after.problem.constraints}: ${JSON.stringify(edited)}`);
        expect(withoutPlaces(after.root)).toEqual(withNamespace(withoutPlaces(before.root), 'company.prod'));
        expect(forceNamespace(after, 'company.prod')).toBe(edited);
        expect(commonEnds(source, edited)).toBeGreaterThanOrEqual(
          more.count === 0 ? source.length : source.length - value.replaceAll('\n', more.end).length - comment.length,
        );
      }),
      { numRuns: 500 },
    );
  });
});

type Entries = readonly (readonly [string, unknown])[];

/** A tree as nested lists of entries, in their order, duplicates kept. */
function withoutPlaces(node: FlowNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return { items: node.items.map(withoutPlaces) };
  return node.entries.map(({ key, value }) => [key, withoutPlaces(value)]);
}

/** The last `namespace` of the root changed; without one, one is added where it was added. */
function withNamespace(tree: unknown, namespace: string): unknown {
  const entries = tree as Entries;
  const last = entries.findLastIndex(([key]) => key === 'namespace');
  if (last !== -1) return entries.map((entry, at) => (at === last ? ['namespace', namespace] : entry));
  return expect.arrayContaining([...entries, ['namespace', namespace]]);
}

/** How many characters at the beginning and at the end two texts share. */
function commonEnds(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return start + end;
}
