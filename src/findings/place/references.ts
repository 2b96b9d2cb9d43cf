import { valueOf, walk } from '../../flows/navigate.js';
import type { FlowDocument, Span } from '../../flows/source.js';
import type { FlowNode, MappingNode } from '../../flows/tree.js';
import { matchAt } from '../kestra-texts.js';
import { likeliestFirst } from './likeliest-first.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { idOf, readText, valueSpans } from './spans.js';

/** `inputs.my-in` in the first of the offending tasks or outputs that holds one. */
export const placeDashedReference: Placer = ({ text, root, document }) => {
  const match = /^Invalid (input|output) reference: /.exec(text);
  const offending = matchAt(text, 'offending ', /offending (task|output)s: \[([^]*)\]/y);
  if (match === null || offending === null) return [];
  const pattern = match[1] === 'input' ? /\binputs\.\w+-[\w-]*/g : /\boutputs\.\w+-[\w-]*/g;
  // Kestra calls one without id "null".
  const owners = offending[2]!
    .split(', ')
    .flatMap((name) =>
      objectsIn(root).filter(({ node, path }) => kindOf(path) === offending[1] && (idOf(node) ?? 'null') === name),
    );
  const found = owners.flatMap((owner) => dashedReferences(owner.node, pattern, document));
  return found.length > 0 ? found : owners.flatMap(({ node }) => valueSpans(node, 'id'));
};

function dashedReferences(owner: MappingNode, pattern: RegExp, { source }: FlowDocument): readonly Span[] {
  const spans: Span[] = [];
  for (const { node } of walk(owner)) {
    if (node.kind !== 'scalar') continue;
    const text = source.slice(node.span.start, node.span.end);
    for (const match of text.matchAll(pattern)) {
      // Outside of an expression it is plain text.
      if (text.lastIndexOf('{{', match.index) <= text.lastIndexOf('}}', match.index)) continue;
      const start = node.span.start + match.index;
      spans.push({ start, end: start + match[0].length });
    }
  }
  return spans;
}

/** The `flowId` that names a flow which does not exist, is disabled, or is the flow itself. */
export const placeSubflow: Placer = ({ text, root }) => {
  const warning = /^The subflow '([^']*)' (?:not found|is disabled) in namespace '([^']*)'/.exec(text);
  const recursive = /^Recursive call to flow \[([^]*)\]/.exec(text);
  const wanted = warning !== null ? `${warning[2]}.${warning[1]}` : recursive?.[1];
  const calls = objectsIn(root).filter(({ node }) => calledBy(node) === wanted);
  const tasksFirst = likeliestFirst(calls, ({ path }) => kindOf(path) === 'task');
  // The warning is about top-level tasks alone.
  const topFirst = likeliestFirst(tasksFirst, ({ path }) => path.length === 2 && path[0] === 'tasks');
  return topFirst.flatMap(({ node }) => valueSpans(node, 'flowId'));
};

function calledBy(node: FlowNode): string {
  return [valueOf(node, 'namespace'), valueOf(node, 'flowId')].map((name) => String(readText(name))).join('.');
}
