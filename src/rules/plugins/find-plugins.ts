import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { basePropertiesOf } from '../catalogue/base-properties.js';
import { type Catalogue, FLOW } from '../catalogue/catalogue.js';
import type { TypeSpec } from '../catalogue/format.js';
import { isNoPlugin } from '../reading/no-plugin.js';
import { KINDS_OF_BASE } from '../reading/plugin-kinds.js';
import { valueOf } from '../reading/values.js';

/** An object in a flow that Kestra reads as a plugin, of a type that the core does not have. */
export interface OutsidePlugin {
  readonly type: string;
  readonly node: MappingNode;
  readonly path: YamlPath;
  /** The Java class that the place wants. */
  readonly base: string;
}

/**
 * Every plugin outside the core, wherever Kestra looks for one, also in a flow that Kestra would not read
 * to its end.
 */
export function findOutsidePlugins(catalogue: Catalogue, root: MappingNode): readonly OutsidePlugin[] {
  const found: OutsidePlugin[] = [];
  const object = (className: string, node: MappingNode, path: YamlPath): void => {
    const entry = catalogue.classEntry(className);
    if (entry !== undefined) properties(entry.props, entry.names, node, path);
  };
  const properties = (
    props: Readonly<Record<string, number>>,
    names: Readonly<Record<string, string>> | undefined,
    node: MappingNode,
    path: YamlPath,
  ): void => {
    for (const { key, value } of node.entries) {
      const name = names?.[key] ?? key;
      const index = Object.hasOwn(props, name) ? props[name] : undefined;
      if (index !== undefined) visit(catalogue.shape(index).t, value, [...path, key]);
    }
  };
  const visit = (spec: TypeSpec, node: FlowNode, path: YamlPath): void => {
    if (spec.k === 'list' && node.kind === 'sequence') {
      node.items.forEach((item, index) => visit(spec.of, item, [...path, index]));
    } else if (spec.k === 'map' && node.kind === 'mapping') {
      for (const { key, value } of node.entries) visit(spec.of, value, [...path, key]);
    } else if (node.kind !== 'mapping') return;
    else if (spec.k === 'object') object(spec.class, node, path);
    else if (spec.k === 'union') {
      const union = catalogue.union(spec.base);
      const chosen = union?.by === undefined ? undefined : valueOf(node, union.by);
      const className = chosen?.kind === 'scalar' ? union!.types[chosen.text] : undefined;
      if (className !== undefined) object(className, node, path);
    } else if (spec.k === 'plugin') plugin(spec.base, node, path);
  };
  const plugin = (base: string, node: MappingNode, path: YamlPath): void => {
    const given = valueOf(node, 'type');
    const type = given?.kind === 'scalar' && typeof given.value === 'string' ? given.value : '';
    const className = catalogue.resolveType(type);
    if (className !== undefined) return object(className, node, path);
    if (type.trim() !== '' && !isNoPlugin(catalogue, type)) found.push({ type, node, path, base });
    const kind = KINDS_OF_BASE.get(base);
    if (kind !== undefined) properties(basePropertiesOf(catalogue, kind), undefined, node, path);
  };
  object(FLOW, root, []);
  return found;
}
