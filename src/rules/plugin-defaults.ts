import { mappingsIn } from '../flows/navigate.js';
import type { FlowNode, MappingEntry, MappingNode, SequenceNode, YamlPath } from '../flows/tree.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { TypeSpec } from './catalogue/format.js';
import { scalarValue } from './reading/refusal.js';
import { type Read, type ReadObject, valueOf } from './reading/values.js';

/** A flow with its plugin defaults filled in, and where the values that were filled in really stand. */
export interface DefaultedFlow {
  readonly root: MappingNode;
  readonly placeOf: (node: FlowNode, path: YamlPath) => YamlPath;
}

interface PluginDefault {
  readonly types: readonly string[];
  readonly forced: boolean;
  /** Only for objects whose `pluginDefaultsRef` says the same. */
  readonly ref: string | undefined;
  readonly values: MappingNode;
  readonly path: YamlPath;
}

/**
 * Fills `pluginDefaults` (and the older `taskDefaults`) into every object with a `type`, as Kestra 1.x does
 * before it validates a flow that it could read. Undefined when there are none.
 */
export function injectPluginDefaults(catalogue: Catalogue, root: MappingNode): DefaultedFlow | undefined {
  const all = collect(catalogue, root, defaultsList(root));
  // Where several speak, the first one wins; forced ones come last, so that they win over everything.
  const defaults = [...all.filter(({ forced }) => !forced), ...all.filter(({ forced }) => forced).reverse()];
  if (defaults.length === 0) return undefined;
  const places = new WeakMap<FlowNode, YamlPath>();
  const entries = root.entries.map((entry) =>
    LISTS.includes(entry.key) ? entry : { ...entry, value: fill(entry.value, [entry.key], { defaults, places }) },
  );
  const older = entries.find(({ key }) => key === 'taskDefaults');
  if (older !== undefined && valueOf(root, 'pluginDefaults') === undefined) {
    // What is given under the older name stands under the newer one as well, and is judged twice.
    entries.push({ ...older, key: 'pluginDefaults', value: placed(older.value, ['taskDefaults'], places) });
  }
  return { root: { ...root, entries }, placeOf: (node, path) => places.get(node) ?? path };
}

/** A tree that remembers where it stands, for a place where it does not. */
function placed(node: FlowNode, path: YamlPath, places: WeakMap<FlowNode, YamlPath>): FlowNode {
  places.set(node, path);
  if (node.kind === 'sequence') node.items.forEach((item, index) => placed(item, [...path, index], places));
  if (node.kind === 'mapping') for (const { key, value } of node.entries) placed(value, [...path, key], places);
  return node;
}

const LISTS = ['taskDefaults', 'pluginDefaults'];

/** The list that counts: the older name only when the newer one is not there. */
function defaultsList(root: MappingNode): string {
  return valueOf(root, 'pluginDefaults') === undefined ? 'taskDefaults' : 'pluginDefaults';
}

function collect(catalogue: Catalogue, root: MappingNode, list: string): readonly PluginDefault[] {
  const given = valueOf(root, list);
  if (given?.kind !== 'sequence') return [];
  return given.items.flatMap((item, index) => {
    if (item.kind !== 'mapping') return [];
    const type = text(valueOf(item, 'type'));
    const values = valueOf(item, 'values');
    if (type === undefined || values?.kind !== 'mapping') return [];
    const forced = ['true', '1'].includes(text(valueOf(item, 'forced')) ?? '');
    // A default for an old name counts for the new one as well, not the other way round.
    const current = catalogue.file.aliases[type];
    const types = current === undefined ? [type] : [type, current];
    return [{ types, forced, ref: text(valueOf(item, 'ref')), values, path: [list, index, 'values'] }];
  });
}

function text(node: FlowNode | undefined): string | undefined {
  const value = node?.kind === 'scalar' ? scalarValue(node) : undefined;
  return value === undefined || value === null ? undefined : String(value);
}

interface Filling {
  readonly defaults: readonly PluginDefault[];
  /** True places of nodes that stand elsewhere in the filled tree. */
  readonly places: WeakMap<FlowNode, YamlPath>;
}

function fill(node: FlowNode, path: YamlPath, filling: Filling): FlowNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') {
    return { ...node, items: node.items.map((item, index) => fill(item, [...path, index], filling)) };
  }
  let filled: MappingNode = {
    ...node,
    entries: node.entries.map((entry) => ({ ...entry, value: fill(entry.value, [...path, entry.key], filling) })),
  };
  const given = valueOf(node, 'type');
  const type = given?.kind === 'scalar' ? scalarValue(given) : undefined;
  if (typeof type !== 'string') return filled;
  for (const one of filling.defaults) {
    if (!applies(one, type, node)) continue;
    filled = merge({ node: filled, path }, { node: one.values, path: one.path }, one.forced, filling);
  }
  return filled;
}

function applies(one: PluginDefault, type: string, node: MappingNode): boolean {
  return one.types.some((name) => type.startsWith(name)) && one.ref === text(valueOf(node, 'pluginDefaultsRef'));
}

/** A `pluginDefaultsRef` for which there are no plugin defaults. */
export interface UnknownRef {
  readonly ref: string;
  readonly path: YamlPath;
}

/**
 * Every `pluginDefaultsRef` of a flow that was read that nothing in its plugin defaults answers, in the order
 * of their names. Labels are no maps any more then, and dynamic properties are text.
 */
export function findUnknownRefs(catalogue: Catalogue, root: MappingNode, flow: ReadObject): readonly UnknownRef[] {
  if (!mappingsIn(root).some(({ node }) => valueOf(node, REF) !== undefined)) return [];
  const defaults = collect(catalogue, root, defaultsList(root));
  const found: UnknownRef[] = [];
  const look = (node: MappingNode, ref: string, path: YamlPath): void => {
    const type = text(valueOf(node, 'type')) ?? '';
    if (!defaults.some((one) => applies(one, type, node))) found.push({ ref, path });
  };
  const walkFree = (node: FlowNode, path: YamlPath): void => {
    if (node.kind === 'sequence') node.items.forEach((item, index) => walkFree(item, [...path, index]));
    if (node.kind !== 'mapping') return;
    const ref = valueOf(node, REF);
    if (ref?.kind === 'scalar' && typeof scalarValue(ref) === 'string') look(node, text(ref)!, [...path, REF]);
    for (const { key, value } of node.entries) walkFree(value, [...path, key]);
  };
  const walk = (value: Read, spec: TypeSpec | undefined): void => {
    if (value.k === 'object') {
      for (const [name, item] of value.props) {
        if (name === REF && item.k === 'scalar') look(value.node, String(item.value), item.path);
        const index = value.entry.props[name];
        walk(item, index === undefined ? undefined : catalogue.shape(index).t);
      }
    } else if (value.k === 'list') {
      for (const item of value.items) walk(item, spec?.k === 'list' ? spec.of : undefined);
    } else if (value.k === 'map' && spec?.k === 'map' && value.node.kind === 'mapping') {
      if (spec.of.k === 'any') walkFree(value.node, value.path);
      else for (const [, item] of value.entries) walk(item, spec.of);
    } else if (value.k === 'other' && spec?.k === 'any') walkFree(value.node, value.path);
  };
  // Without any plugin defaults nothing is filled in, and nobody looks.
  if (defaults.length > 0 || valueOf(root, 'pluginDefaults') === undefined) walk(flow, undefined);
  return found.sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

const REF = 'pluginDefaultsRef';

interface Placed<N extends FlowNode> {
  readonly node: N;
  readonly path: YamlPath;
}

/**
 * What is absent comes from the defaults, maps are merged, lists joined; a forced default wins over a scalar.
 */
function merge(
  own: Placed<MappingNode>,
  defaults: Placed<MappingNode>,
  forced: boolean,
  filling: Filling,
): MappingNode {
  const entries: MappingEntry[] = [...own.node.entries];
  for (const entry of defaults.node.entries) {
    const index = entries.findIndex(({ key }) => key === entry.key);
    const present = entries[index];
    const theirs = { node: entry.value, path: [...defaults.path, entry.key] };
    if (present === undefined) entries.push({ ...entry, value: moved(theirs, filling) });
    else {
      const mine = { node: present.value, path: filling.places.get(present.value) ?? [...own.path, entry.key] };
      entries[index] = { ...present, value: join(mine, theirs, forced, filling) };
    }
  }
  return kept({ ...own.node, entries }, own, filling);
}

function join(mine: Placed<FlowNode>, theirs: Placed<FlowNode>, forced: boolean, filling: Filling): FlowNode {
  if (mine.node.kind === 'mapping' && theirs.node.kind === 'mapping') {
    return merge({ ...mine, node: mine.node }, { ...theirs, node: theirs.node }, forced, filling);
  }
  if (mine.node.kind === 'sequence' && theirs.node.kind === 'sequence') {
    const [first, second] = forced ? [mine, theirs] : [theirs, mine];
    const items = [first, second].flatMap(({ node, path }) =>
      (node as SequenceNode).items.map((item, index) => moved({ node: item, path: [...path, index] }, filling)),
    );
    return kept({ ...mine.node, items }, mine, filling);
  }
  return forced ? moved(theirs, filling) : mine.node;
}

/** A copy that remembers where it stands: the same default can be filled in at many places. */
function moved({ node, path }: Placed<FlowNode>, filling: Filling): FlowNode {
  const copy = { ...node };
  filling.places.set(copy, filling.places.get(node) ?? path);
  return copy;
}

function kept<N extends FlowNode>(node: N, from: Placed<FlowNode>, filling: Filling): N {
  const place = filling.places.get(from.node);
  if (place !== undefined) filling.places.set(node, place);
  return node;
}
