import { itemsOf, nodeAt, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, YamlPath } from '../../flows/tree.js';
import { between, readReferenceChain } from '../kestra-texts.js';
import type { Placer } from './reported.js';
import { headOf, readText, spanOfPath, valueSpans } from './spans.js';

/** The node that the chain leads to, or the nearest object on the way. */
export const placeReferenceChain: Placer = ({ text, root }) => {
  const chain = readReferenceChain(text);
  if (chain === undefined) return isAboutDefaults(text) ? valueSpans(root, defaultsOf(root)) : [];
  const path = rooted(root, chain);
  // Labels are read by Kestra's own reader, whose chain ends at the list.
  const label = between(text, 'Unsupported type for key: ', ', value: ');
  if (label !== undefined) return [...labelSpans(nodeAt(root, path), label), spanOfPath(root, path)];
  const own = spanOfPath(root, path);
  // Of a plugin with a blank type the chain ends at the object.
  const isType = text.includes('plugin identifier from null or empty string');
  return isType ? [...valueSpans(nodeAt(root, path), 'type'), own] : [own];
};

/** Plugin defaults are read before the flow: their chain begins in the list. */
function rooted(root: FlowNode, chain: YamlPath): YamlPath {
  return typeof chain[0] === 'number' ? [defaultsOf(root), ...chain] : chain;
}

/** What is no list has no chain at all (1.3). */
function isAboutDefaults(text: string): boolean {
  return text.includes(
    'Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>`',
  );
}

function defaultsOf(root: FlowNode): 'pluginDefaults' | 'taskDefaults' {
  return valueOf(root, 'pluginDefaults') === undefined ? 'taskDefaults' : 'pluginDefaults';
}

function labelSpans(labels: FlowNode | undefined, key: string): readonly Span[] {
  const item = itemsOf(labels).find((one) => readText(valueOf(one, 'key')) === key);
  return item === undefined ? valueSpans(labels, key) : [...valueSpans(item, 'value'), headOf(item)];
}
