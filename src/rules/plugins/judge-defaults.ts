import { itemsOf } from '../../flows/navigate.js';
import type { MappingNode, YamlPath } from '../../flows/tree.js';
import { basePropertiesOf } from '../catalogue/base-properties.js';
import type { Shape } from '../catalogue/format.js';
import { atKey, atValue } from '../reading/refusal.js';
import { valueOf } from '../reading/values.js';
import type { ObjectClass } from './catalogue.js';
import { isNoPlugin } from '../reading/no-plugin.js';
import { judgeObject } from './judge-object.js';
import { type Judging, report } from './judging.js';
import { nearestSpelling, packageOf } from './nearest-type.js';
import { nearestName } from '../nearest-name.js';

/**
 * Judges the values of plugin defaults for plugins outside the core: of one class by that class, of many by
 * all of them together.
 */
export function judgeDefaults(judging: Judging, root: MappingNode): void {
  for (const list of ['pluginDefaults', 'taskDefaults']) {
    const given = valueOf(root, list);
    if (given?.kind !== 'sequence') continue;
    given.items.forEach((item, index) => {
      if (item.kind === 'mapping') judgeDefault(judging, item, [list, index]);
    });
  }
}

/** Names of the properties that plugin defaults of the flow give to a type. */
export function givenByDefaults(root: MappingNode, type: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const list of ['pluginDefaults', 'taskDefaults']) {
    for (const item of itemsOf(valueOf(root, list))) {
      if (item.kind !== 'mapping') continue;
      const [prefix, values] = [valueOf(item, 'type'), valueOf(item, 'values')];
      if (prefix?.kind !== 'scalar' || !type.startsWith(prefix.text) || values?.kind !== 'mapping') continue;
      for (const { key } of values.entries) names.add(key);
    }
  }
  return names;
}

function judgeDefault(judging: Judging, item: MappingNode, path: YamlPath): void {
  const given = valueOf(item, 'type');
  const type = given?.kind === 'scalar' && typeof given.value === 'string' ? given.value : '';
  const values = valueOf(item, 'values');
  if (type === '' || isNoPlugin(judging.core, type) || judging.core.resolveType(type) !== undefined) return;
  const classes = classesFor(judging, type);
  if (classes.length === 0) return judgeType(judging, type, path);
  if (values?.kind !== 'mapping') return;
  const [only] = classes;
  const at = [...path, 'values'];
  if (classes.length === 1 && only !== undefined) {
    if (only.kind === 'unknown') return;
    judgeObject(judging, only, values, { path: at, late: false }, new Set(['type']), baseOf(judging, only));
  } else judgeForMany(judging, type, classes, values, at);
}

/** What a default is for: every type that begins like it. */
function classesFor({ plugins }: Judging, type: string): readonly ObjectClass[] {
  const own = plugins.resolveType(type);
  const names = own === undefined ? plugins.types.filter((name) => name.startsWith(type)) : [own];
  return names.flatMap((name) => plugins.classOf(name) ?? []);
}

function baseOf(judging: Judging, { kind }: ObjectClass): ReadonlyMap<string, Shape> {
  if (kind !== 'task' && kind !== 'trigger') return new Map();
  const props = Object.entries(basePropertiesOf(judging.core, kind));
  return new Map(props.map(([name, index]) => [name, judging.core.shape(index)]));
}

/** Only what none of them knows is wrong: a default is for those that have the property. */
function judgeForMany(
  judging: Judging,
  type: string,
  classes: readonly ObjectClass[],
  values: MappingNode,
  path: YamlPath,
): void {
  if (classes.some(({ open, kind }) => open !== undefined || kind === 'unknown')) return;
  const names = new Set(
    classes.flatMap((one) => [
      ...one.props.keys(),
      ...one.names.keys(),
      ...one.ignored,
      ...baseOf(judging, one).keys(),
    ]),
  );
  for (const { key } of values.entries) {
    if (names.has(key) || classes.some(({ had }) => had.has(key))) continue;
    const meant = nearestName(key, names);
    const text = `No plugin of ${type} has a property "${key}"${meant === undefined ? '.' : ` – did you mean "${meant}"?`}`;
    const target = atKey([...path, key]);
    report(judging, { rule: 'unknown-property', severity: 'warning', text, target, answer: 'none' });
  }
}

function judgeType(judging: Judging, type: string, path: YamlPath): void {
  const { plugins } = judging;
  const meant = nearestSpelling(type, [...plugins.types, ...new Set(plugins.types.map(packageOf))]);
  if (meant === undefined) return;
  const text = `These defaults are for no plugin that is known: "${type}" – did you mean "${meant}"?`;
  const target = atValue([...path, 'type']);
  report(judging, { rule: 'unknown-type', severity: 'warning', text, target, answer: 'none' });
}
