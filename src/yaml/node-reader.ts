import type { MappingEntry, MappingNode, ScalarNode, SequenceNode, YamlNode } from './nodes.js';
import type { ScalarToken } from './tokens.js';

/** `block` allows block collections, `loose` also a sequence that is not indented more than its key. */
export type Place = 'flow' | 'block' | 'loose';

/** What a collection is read with: its keys and values. */
export interface NodeReader {
  readonly node: (place: Place) => YamlNode;
  /** Kestra takes scalars for keys and nothing else: `{{ x }}` without quotes ends here. */
  readonly key: (place: Place) => ScalarToken | ScalarNode;
  readonly scalar: (token: ScalarToken) => ScalarNode;
}

export function entryOf(key: ScalarToken | ScalarNode, value: YamlNode): MappingEntry {
  const keySpan = 'span' in key ? key.span : { start: key.start.offset, end: key.end.offset };
  return { key: key.text, keySpan, value };
}

export function mappingOf(
  style: MappingNode['style'],
  start: number,
  end: number,
  entries: readonly MappingEntry[],
  anchor: string | undefined,
): MappingNode {
  const node: MappingNode = { kind: 'mapping', span: { start, end }, style, entries };
  return anchor === undefined ? node : { ...node, anchor };
}

export function sequenceOf(
  style: SequenceNode['style'],
  start: number,
  end: number,
  items: readonly YamlNode[],
  anchor: string | undefined,
): SequenceNode {
  const node: SequenceNode = { kind: 'sequence', span: { start, end }, style, items };
  return anchor === undefined ? node : { ...node, anchor };
}
