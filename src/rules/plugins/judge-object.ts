import type { MappingNode, YamlPath } from '../../flows/tree.js';
import type { Shape } from '../catalogue/format.js';
import { isNull } from '../reading/clean.js';
import { unrecognizedField } from '../reading/mapper-refusals.js';
import { atKey } from '../reading/refusal.js';
import { nameOf, type ObjectClass } from './catalogue.js';
import { judgeValue } from './judge-value.js';
import { isSlipOf } from './nearest-type.js';
import { hintOf, type Judging, report, withoutUndefined } from './judging.js';

interface Where {
  readonly path: YamlPath;
  readonly late: boolean;
}

/**
 * Judges the properties of an object by its class.
 * @param judged names that are judged elsewhere
 * @param base what every plugin of its kind has beside them
 */
export function judgeObject(
  judging: Judging,
  found: ObjectClass,
  node: MappingNode,
  where: Where,
  judged: ReadonlySet<string> = NONE,
  base: ReadonlyMap<string, Shape> = NOTHING,
): void {
  for (const { key, value } of node.entries) {
    const name = found.names.get(key) ?? key;
    // Kestra drops null before it reads.
    if (judged.has(name) || (value.kind === 'scalar' && isNull(value))) continue;
    const path = [...where.path, key];
    const shape = found.props.get(name) ?? base.get(name);
    if (shape === undefined)
      judgeUnknown(judging, found, key, path, where.late, [...found.props.keys(), ...base.keys(), ...judged]);
    else {
      if (shape.d === 1) reportDeprecated(judging, found, key, path);
      judgeValue(judging, shape.t, value, { path, owner: found, property: key, late: where.late });
    }
  }
  if (found.open !== undefined && !judging.plugins.exact) {
    const others = [...found.names.keys(), ...found.ignored, ...found.had.keys()];
    judgeSlips(judging, node, where.path, [...found.props.keys(), ...base.keys(), ...judged, ...others]);
  }
}

/**
 * Of an object that may have any property: those that are nearly one that is known and not given. Nobody
 * means both.
 */
export function judgeSlips(judging: Judging, node: MappingNode, at: YamlPath, names: readonly string[]): void {
  const given = new Set(node.entries.map(({ key }) => key));
  for (const { key } of node.entries) {
    if (names.includes(key)) continue;
    const meant = names.find((name) => !given.has(name) && isSlipOf(key, name));
    if (meant === undefined) continue;
    const text = `Unknown property "${key}" – did you mean "${meant}"?`;
    const target = atKey([...at, key]);
    const hint = 'This plugin is not known in full; it may have both.';
    report(judging, { rule: 'unknown-property', severity: 'warning', text, target, answer: 'constraints' }, hint);
  }
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING: ReadonlyMap<string, Shape> = new Map();

function judgeUnknown(
  judging: Judging,
  found: ObjectClass,
  key: string,
  path: YamlPath,
  late: boolean,
  names: readonly string[],
): void {
  if (found.open !== undefined || found.ignored.has(key) || isHidden(judging, found, key)) return;
  const last = found.had.get(key);
  const { exact } = judging.plugins;
  if (last !== undefined && !exact) {
    const text = `"${key}" is gone from ${nameOf(found)}: ${found.source?.name} ${last} is the last release that has it.`;
    const target = atKey(path);
    return report(judging, { rule: 'unknown-property', severity: 'warning', text, target, answer: 'constraints' });
  }
  const message = unrecognizedField(key, found.name, [...new Set(names)]);
  judging.problems.push({
    rule: 'unknown-property',
    severity: exact && !late ? 'error' : 'warning',
    text: message,
    words: 'kestra',
    target: atKey(path),
    answer: late ? 'none' : 'constraints',
    ...withoutUndefined({ hint: hintOf(judging, found) }),
  });
}

/** A server's schema leaves out what its documentation hides; Kestra takes it all the same. */
function isHidden({ facts }: Judging, { name }: ObjectClass, key: string): boolean {
  const other = facts?.classOf(name);
  return other !== undefined && (other.props.has(key) || other.names.has(key) || other.ignored.has(key));
}

function reportDeprecated(judging: Judging, found: ObjectClass, key: string, path: YamlPath): void {
  const text = `"${key}" of ${nameOf(found)} is deprecated.`;
  const target = atKey(path);
  report(judging, { rule: 'deprecated', severity: 'warning', text, target, answer: 'deprecationPaths' });
}
