import { javaDouble } from './java-double.js';
import { valueOf } from './navigate.js';
import type { FlowNode, ParsedFlow } from './tree.js';

/** Namespace and id as Kestra stores them; absent where there is none. */
export interface FlowIdentity {
  readonly namespace?: string;
  readonly id?: string;
}

/** Reads the identity as the server does: `id: off` is the flow "false", `id: 012` is "10". */
export function identityOf(root: FlowNode): FlowIdentity {
  const namespace = storedText(valueOf(root, 'namespace'));
  const id = storedText(valueOf(root, 'id'));
  return { ...(namespace === undefined ? {} : { namespace }), ...(id === undefined ? {} : { id }) };
}

/** "namespace/id" of a flow; undefined when it cannot be parsed, or lacks one of the two. */
export function flowKeyOf(flow: ParsedFlow): string | undefined {
  const { namespace, id } = flow.ok ? identityOf(flow.root) : {};
  return namespace === undefined || id === undefined ? undefined : `${namespace}/${id}`;
}

/** The text that Kestra stores for a scalar: booleans and numbers by their value. */
function storedText(node: FlowNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return node.float ? javaDouble(Number(node.value)) : String(node.value);
}
