import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { forceNamespace } from '../../../src/flows/edit-namespace.js';
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
  ])('%j becomes %j', (text, edited) => {
    expect(force(text)).toBe(edited);
  });

  test('a namespace that YAML 1.1 would mistype is quoted', () => {
    expect(force('id: a\nnamespace: old\n', 'off')).toBe('id: a\nnamespace: "off"\n');
  });

  test('the same namespace leaves the source as it is', () => {
    const source = "id: a\nnamespace:   'company.prod'   # same\n";
    expect(force(source)).toBe(source);
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
});
