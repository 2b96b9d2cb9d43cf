import type { ScalarNode } from './nodes.js';
import { readPlainScalar, readTaggedScalar, type ScalarReading } from './scalars.js';
import type { NameToken, ScalarToken } from './tokens.js';

/** Anchor and tag of a node. */
export interface Properties {
  readonly anchor?: string;
  /** Resolved. */
  readonly tag?: string;
}

export const NO_PROPERTIES: Properties = {};

/** Nothing stands where a value could. */
export function absentNode(offset: number, { anchor }: Properties): ScalarNode {
  const span = { start: offset, end: offset };
  return { kind: 'scalar', span, value: '', text: '', style: 'absent', ...(anchor === undefined ? {} : { anchor }) };
}

/** An alias is no reference to Kestra but its name, as text. */
export function aliasNode({ name, start, end }: NameToken): ScalarNode {
  return { kind: 'scalar', span: { start: start.offset, end: end.offset }, value: name, text: name, style: 'alias' };
}

/** The node of a scalar, or what Jackson says when it cannot read it. */
export function scalarNode(
  { text, style, start, end }: ScalarToken,
  { anchor, tag }: Properties,
): ScalarNode | { readonly problem: string } {
  const reading = readingOf(text, style, tag);
  if (reading.problem !== undefined) return { problem: reading.problem };
  const { value, float } = reading;
  const span = { start: start.offset, end: end.offset };
  const node: ScalarNode =
    float === undefined
      ? { kind: 'scalar', span, value, text, style }
      : { kind: 'scalar', span, value, float, text, style };
  if (anchor === undefined && tag === undefined) return node;
  return { ...node, ...(anchor === undefined ? {} : { anchor }), ...(tag === undefined ? {} : { tag }) };
}

function readingOf(text: string, style: ScalarToken['style'], tag: string | undefined): ScalarReading {
  if (tag !== undefined) return readTaggedScalar(tag, text);
  return style === 'plain' ? readPlainScalar(text) : { value: text };
}
