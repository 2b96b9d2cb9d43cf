import { entryOf, nodeAt, valueOf } from '../../flows/navigate.js';
import type { FlowNode, YamlPath } from '../../flows/tree.js';
import { between, readReferenceChain } from '../kestra-texts.js';
import type { Placer } from './reported.js';
import { headOf, headOfPath, spanOfPath, valueSpans } from './spans.js';

/** The node that the chain leads to, or the nearest object on the way. */
export const placeReferenceChain: Placer = ({ text, root }) => {
  const chain = readReferenceChain(text);
  if (chain === undefined) return [];
  const path = [...rooted(root, chain)];
  const { length } = path;
  while (path.length > 0 && nodeAt(root, path) === undefined) path.pop();
  if (path.length === 0) return [];
  // Labels are read by Kestra's own reader, whose chain ends at the list.
  const label = between(text, 'Unsupported type for key: ', ', value: ');
  const inside = label === undefined ? [] : labelSpans(nodeAt(root, path), label);
  if (inside.length > 0) return inside;
  if (text.includes('plugin identifier from null or empty string')) {
    const type = valueSpans(nodeAt(root, path), 'type');
    if (type.length > 0) return type;
  }
  return [path.length < length ? headOfPath(root, path) : spanOfPath(root, path)];
};

/** Plugin defaults are read before the flow: their chain begins in the list. */
function rooted(root: FlowNode, chain: YamlPath): YamlPath {
  if (typeof chain[0] !== 'number') return chain;
  const list = ['pluginDefaults', 'taskDefaults'].find((key) => valueOf(root, key) !== undefined);
  return list === undefined ? chain : [list, ...chain];
}

function labelSpans(labels: FlowNode | undefined, key: string): ReturnType<typeof valueSpans> {
  if (labels?.kind !== 'sequence') return valueSpans(labels, key);
  const item = labels.items.find((one) => {
    const own = valueOf(one, 'key');
    return own?.kind === 'scalar' && String(own.value) === key;
  });
  return item === undefined ? [] : entryOf(item, 'value') === undefined ? [headOf(item)] : valueSpans(item, 'value');
}
