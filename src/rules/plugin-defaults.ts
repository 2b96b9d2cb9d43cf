import type { FlowNode, MappingEntry, MappingNode, YamlPath } from '../flows/tree.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { scalarValue } from './reading/refusal.js';
import { valueOf } from './reading/values.js';

/** A flow with its plugin defaults filled in, and where the values that were filled in really stand. */
export interface DefaultedFlow {
  readonly root: MappingNode;
  readonly placeOf: (node: FlowNode, path: YamlPath) => YamlPath;
}

interface PluginDefault {
  readonly type: string;
  readonly forced: boolean;
  readonly values: MappingNode;
  readonly path: YamlPath;
}

/** Fills `pluginDefaults` (and the older `taskDefaults`) into every object with a `type`, as Kestra 1.x does before reading a flow. */
export function injectPluginDefaults(catalogue: Catalogue, root: MappingNode): DefaultedFlow {
  const defaults = [...collect(catalogue, root, 'taskDefaults'), ...collect(catalogue, root, 'pluginDefaults')];
  if (defaults.length === 0) return { root, placeOf: (_node, path) => path };
  const places = new WeakMap<FlowNode, YamlPath>();
  const entries = root.entries.map((entry) =>
    LISTS.has(entry.key) ? entry : { ...entry, value: fill(entry.value, defaults, places) },
  );
  return { root: { ...root, entries }, placeOf: (node, path) => places.get(node) ?? path };
}

const LISTS = new Set(['pluginDefaults', 'taskDefaults']);

function collect(catalogue: Catalogue, root: MappingNode, list: string): readonly PluginDefault[] {
  const given = valueOf(root, list);
  if (given?.kind !== 'sequence') return [];
  return given.items.flatMap((item, index) => {
    const type = item.kind === 'mapping' ? text(valueOf(item, 'type')) : undefined;
    const values = item.kind === 'mapping' ? valueOf(item, 'values') : undefined;
    if (type === undefined || values?.kind !== 'mapping') return [];
    const isForced = item.kind === 'mapping' && text(valueOf(item, 'forced')) === 'true';
    const path = [list, index, 'values'];
    // A default for a type counts for its other names as well.
    const names = Object.entries(catalogue.file.aliases).flatMap(([old, now]) =>
      now === type ? [old] : old === type ? [now] : [],
    );
    return [type, ...names].map((name) => ({ type: name, forced: isForced, values, path }));
  });
}

function text(node: FlowNode | undefined): string | undefined {
  const value = node?.kind === 'scalar' ? scalarValue(node) : undefined;
  return value === undefined || value === null ? undefined : String(value);
}

function fill(node: FlowNode, defaults: readonly PluginDefault[], places: WeakMap<FlowNode, YamlPath>): FlowNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') return { ...node, items: node.items.map((item) => fill(item, defaults, places)) };
  let filled: MappingNode = {
    ...node,
    entries: node.entries.map((entry) => ({ ...entry, value: fill(entry.value, defaults, places) })),
  };
  const type = text(valueOf(node, 'type'));
  if (type === undefined) return filled;
  for (const one of defaults) {
    if (type.startsWith(one.type)) filled = merge(filled, one, one.values, one.path, places);
  }
  return filled;
}

/** What is absent comes from the defaults, maps are merged; a forced default wins over what is there. */
function merge(
  own: MappingNode,
  one: PluginDefault,
  values: MappingNode,
  path: YamlPath,
  places: WeakMap<FlowNode, YamlPath>,
): MappingNode {
  const entries: MappingEntry[] = [...own.entries];
  for (const entry of values.entries) {
    const at = [...path, entry.key];
    const index = entries.findIndex(({ key }) => key === entry.key);
    const present = entries[index];
    if (present === undefined) entries.push({ ...entry, value: moved(entry.value, at, places) });
    else if (present.value.kind === 'mapping' && entry.value.kind === 'mapping') {
      entries[index] = { ...present, value: merge(present.value, one, entry.value, at, places) };
    } else if (one.forced) entries[index] = { ...entry, value: moved(entry.value, at, places) };
  }
  return { ...own, entries };
}

/** A copy of a value that remembers where it stands: the same default can be filled in at many places. */
function moved(node: FlowNode, path: YamlPath, places: WeakMap<FlowNode, YamlPath>): FlowNode {
  const copy = { ...node };
  places.set(copy, path);
  return copy;
}
