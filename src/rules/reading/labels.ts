import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { type Catalogue, LABEL } from '../catalogue/catalogue.js';
import { isNull } from './clean.js';
import { javaClassOf } from './java-text.js';
import { bare, scalarText, scalarValue } from './refusal.js';
import { type Read, type ReadList, valueOf } from './values.js';
import { javaToString } from './whole-values.js';

/** Labels: a map of name → scalar, or a list of `{key, value}`. Kestra has a reader of its own for them. */
export function readLabels(catalogue: Catalogue, node: FlowNode, path: YamlPath): ReadList {
  if (node.kind === 'scalar') {
    throw bare('wrong-type', "Unable to deserialize value as it's neither an object neither an array", path);
  }
  if (node.kind === 'mapping') {
    const items = node.entries.map(({ key, keySpan, value }) => {
      const at = [...path, key];
      checkValue(key, value, at);
      return label(catalogue, pair(key, keySpan, value), at, { text: key, node: value, path: at }, value, at);
    });
    return { k: 'list', node, path, items };
  }
  const items = node.items.map((item, index) => {
    const at = [...path, index];
    if (item.kind === 'scalar' && isNull(item)) {
      throw bare('wrong-type', 'Cannot invoke "java.util.Map.get(Object)" because "map" is null', at);
    }
    if (item.kind !== 'mapping') throw bare('wrong-type', notCastable(item, 'java.util.Map'), at);
    const key = valueOf(item, 'key');
    const value = valueOf(item, 'value');
    if (key !== undefined && (key.kind !== 'scalar' || typeof scalarValue(key) !== 'string')) {
      throw bare('wrong-type', notCastable(key, 'java.lang.String'), [...at, 'key']);
    }
    const text = key === undefined ? undefined : scalarText(key);
    checkValue(text ?? 'null', value, at);
    const named = text === undefined ? undefined : { text, node: key!, path: [...at, 'key'] };
    return label(catalogue, item, at, named, value!, [...at, 'value']);
  });
  return { k: 'list', node, path, items };
}

function label(
  catalogue: Catalogue,
  node: MappingNode,
  path: YamlPath,
  key: { readonly text: string; readonly node: FlowNode; readonly path: YamlPath } | undefined,
  value: FlowNode,
  valuePath: YamlPath,
): Read {
  const props = new Map<string, Read>();
  if (key !== undefined) props.set('key', { k: 'scalar', node: key.node, path: key.path, value: key.text });
  props.set('value', {
    k: 'scalar',
    node: value,
    path: valuePath,
    value: value.kind === 'scalar' ? scalarText(value) : '',
  });
  const entry = catalogue.classEntry(LABEL)!;
  return { k: 'object', node, path, className: LABEL, entry, props };
}

/** `team: a` as `{key: team, value: a}`, so that both forms look alike to the rules. */
function pair(key: string, keySpan: Span, value: FlowNode): MappingNode {
  const name: FlowNode = { kind: 'scalar', span: keySpan, value: key, text: key, style: 'plain' };
  const entries = [
    { key: 'key', keySpan, value: name },
    { key: 'value', keySpan: value.span, value },
  ];
  return { kind: 'mapping', span: { start: keySpan.start, end: value.span.end }, style: 'flow', entries };
}

function checkValue(key: string, value: FlowNode | undefined, path: YamlPath): void {
  const scalar = value?.kind === 'scalar' ? scalarValue(value) : undefined;
  const tooLarge = typeof scalar === 'bigint' && javaClassOf(scalar, false) === 'java.math.BigInteger';
  if (scalar !== undefined && scalar !== null && !tooLarge) return;
  throw bare(
    'wrong-type',
    `Unsupported type for key: ${key}, value: ${value === undefined ? 'null' : javaToString(value)}`,
    path,
  );
}

function notCastable(node: FlowNode, to: string): string {
  const from =
    node.kind === 'mapping'
      ? 'java.util.LinkedHashMap'
      : node.kind === 'sequence'
        ? 'java.util.ArrayList'
        : javaClassOf(scalarValue(node), node.float === true);
  return castText(from, to);
}

/** The text of Java's ClassCastException between two classes of the JDK. */
export function castText(from: string, to: string): string {
  return `class ${from} cannot be cast to class ${to} (${from} and ${to} are in module java.base of loader 'bootstrap')`;
}
