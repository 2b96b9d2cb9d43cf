import { entryOf, nodeAt, valueOf } from '../../flows/navigate.js';
import type { FlowNode, YamlPath } from '../../flows/tree.js';
import type { Placer } from './said.js';
import { headOfPath, spanOfPath, valueSpans } from './spans.js';

const CHAIN = '(through reference chain: ';

/** `…FlowWithSource["tasks"]->java.util.ArrayList[0]->…Log["level"]` as a path; undefined for texts without one. */
export function readReferenceChain(text: string): YamlPath | undefined {
  const at = text.lastIndexOf(CHAIN);
  if (at === -1) return undefined;
  const steps = text.slice(at).matchAll(/\["([^"]*)"\]|\[(\d+)\]/g);
  return [...steps].map(([, key, index]) => key ?? Number(index));
}

/** The node that the chain leads to, or the nearest object on the way. */
export const placeReferenceChain: Placer = ({ text, root }) => {
  const chain = readReferenceChain(text);
  if (chain === undefined) return [];
  const path = [...chain];
  while (path.length > 0 && nodeAt(root, path) === undefined) path.pop();
  if (path.length === 0) return [];
  const label = labelOf(text);
  const inside = label === undefined ? [] : labelSpans(nodeAt(root, path), label);
  if (inside.length > 0) return inside;
  return [path.length < chain.length ? headOfPath(root, path) : spanOfPath(root, path)];
};

/** Labels are read by Kestra's own reader, whose chain ends at the list. */
function labelOf(text: string): string | undefined {
  const [before, after] = ['Unsupported type for key: ', ', value: '];
  const start = text.indexOf(before);
  const end = text.indexOf(after, start);
  return start === -1 || end === -1 ? undefined : text.slice(start + before.length, end);
}

function labelSpans(labels: FlowNode | undefined, key: string): ReturnType<typeof valueSpans> {
  if (labels?.kind !== 'sequence') return valueSpans(labels, key);
  const item = labels.items.find((one) => {
    const own = valueOf(one, 'key');
    return own?.kind === 'scalar' && String(own.value) === key;
  });
  return entryOf(item, 'value') === undefined ? [] : valueSpans(item, 'value');
}
