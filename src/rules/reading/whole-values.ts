import type { FlowNode } from '../../flows/tree.js';
import { isNull } from './clean.js';
import { scalarText, scalarValue } from './refusal.js';

/** A value as Java prints maps and lists: {a=1, b=[x, y]}. */
export function javaToString(node: FlowNode): string {
  if (node.kind === 'sequence') return `[${node.items.map(javaToString).join(', ')}]`;
  if (node.kind === 'mapping') {
    return `{${node.entries.map(({ key, value }) => `${key}=${javaToString(value)}`).join(', ')}}`;
  }
  return isNull(node) ? 'null' : scalarText(node);
}

/** A dynamic property as it keeps its value: text as it is, maps and lists as JSON. */
export function propertyText(node: FlowNode): string {
  return node.kind === 'scalar' ? scalarText(node) : jsonText(node);
}

function jsonText(node: FlowNode): string {
  if (node.kind === 'sequence') return `[${node.items.map(jsonText).join(',')}]`;
  if (node.kind === 'mapping') {
    return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${jsonText(value)}`).join(',')}}`;
  }
  if (isNull(node)) return 'null';
  return typeof scalarValue(node) === 'string' ? JSON.stringify(scalarValue(node)) : scalarText(node);
}
