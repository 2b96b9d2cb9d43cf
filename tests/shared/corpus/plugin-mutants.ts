import type { ParsedDocument } from '../../../src/flows/tree.js';
import { catalogueOf } from '../../../src/rules/catalogue/catalogue.js';
import { cleanMapping } from '../../../src/rules/reading/clean.js';
import type { PluginCatalogue } from '../../../src/rules/plugins/catalogue.js';
import { findOutsidePlugins, type OutsidePlugin } from '../../../src/rules/plugins/find-plugins.js';
import type { Random } from '../oracle/random.js';
import type { Span } from '../../../src/flows/source.js';

/** One place of a flow that can be misspelt. */
export interface Target {
  readonly kind: 'property' | 'type' | 'constant';
  readonly span: Span;
  readonly name: string;
  /** The type of the plugin that it belongs to. */
  readonly plugin: string;
}

/** A slip of the pen, or another word. */
export type Slip = 'drop' | 'double' | 'swap' | 'replace' | 'word';

/** Everything in the plugins of a flow that can be renamed: types, their own properties, and constants. */
export function targetsOf(parsed: ParsedDocument, official: PluginCatalogue): readonly Target[] {
  if (parsed.root.kind !== 'mapping') return [];
  const plugins = findOutsidePlugins(catalogueOf('1.3'), cleanMapping(parsed.root));
  return plugins.flatMap((plugin) => targetsIn(plugin, official));
}

function targetsIn({ type, node }: OutsidePlugin, official: PluginCatalogue): readonly Target[] {
  const className = official.resolveType(type);
  const found = className === undefined ? undefined : official.classOf(className);
  return node.entries.flatMap(({ key, keySpan, value }): readonly Target[] => {
    if (key === 'type')
      return value.kind === 'scalar' ? [{ kind: 'type', span: value.span, name: type, plugin: type }] : [];
    const property: Target = { kind: 'property', span: keySpan, name: key, plugin: type };
    const spec = found?.props.get(key)?.t;
    const inner = spec?.k === 'property' ? spec.of : spec;
    const isConstant = inner?.k === 'enum' && value.kind === 'scalar' && inner.values.includes(value.text);
    if (!isConstant || value.kind !== 'scalar') return [property];
    return [property, { kind: 'constant', span: value.span, name: value.text, plugin: type }];
  });
}

/** The name with a slip in it, at a place among its letters; undefined when that makes no difference. */
export function misspelt(name: string, slip: Slip, random: Random): string | undefined {
  if (slip === 'word') return 'zzqxj';
  const from = name.lastIndexOf('.') + 1;
  const at = from + random.below(name.length - from);
  const [before, letter, after] = [name.slice(0, at), name[at] ?? '', name.slice(at + 1)];
  const next = after[0] ?? '';
  const made = {
    drop: before + after,
    double: before + letter + letter + after,
    swap: before + next + letter + after.slice(1),
    replace: before + (letter === 'k' ? 'j' : 'k') + after,
  }[slip];
  return made === name || made === '' || name.length - from < 3 ? undefined : made;
}
