import { entryOf, nodeAt, valueOf } from '../../flows/navigate.js';
import type { FlowNode } from '../../flows/tree.js';
import { between, readReferenceChain } from '../kestra-texts.js';
import type { Placer } from './said.js';
import { headOfPath, spanOfPath, valueSpans } from './spans.js';

/** The node that the chain leads to, or the nearest object on the way. */
export const placeReferenceChain: Placer = ({ text, root }) => {
  const chain = readReferenceChain(text);
  if (chain === undefined) return [];
  const path = [...chain];
  while (path.length > 0 && nodeAt(root, path) === undefined) path.pop();
  if (path.length === 0) return [];
  // Labels are read by Kestra's own reader, whose chain ends at the list.
  const label = between(text, 'Unsupported type for key: ', ', value: ');
  const inside = label === undefined ? [] : labelSpans(nodeAt(root, path), label);
  if (inside.length > 0) return inside;
  return [path.length < chain.length ? headOfPath(root, path) : spanOfPath(root, path)];
};

function labelSpans(labels: FlowNode | undefined, key: string): ReturnType<typeof valueSpans> {
  if (labels?.kind !== 'sequence') return valueSpans(labels, key);
  const item = labels.items.find((one) => {
    const own = valueOf(one, 'key');
    return own?.kind === 'scalar' && String(own.value) === key;
  });
  return entryOf(item, 'value') === undefined ? [] : valueSpans(item, 'value');
}
