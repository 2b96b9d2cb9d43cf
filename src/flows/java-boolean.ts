import type { FlowNode } from './tree.js';

/**
 * Whether Kestra reads a value as true (Jackson's `boolean`, 1.3.31 and 2.0.0): what YAML 1.1 calls true, the
 * texts true, True and TRUE with blanks around them, and every whole number but 0.
 */
export function isJavaTrue(node: FlowNode | undefined): boolean {
  if (node?.kind !== 'scalar') return false;
  const { value, float } = node;
  if (typeof value === 'string') return /^[\0- ]*(?:true|True|TRUE)[\0- ]*$/.test(value);
  return typeof value === 'boolean' ? value : float === false && Number(value) !== 0;
}
