import type { FlowNode, MappingNode, ScalarNode } from '../../flows/tree.js';
import type { TypeSpec } from '../catalogue/format.js';
import { isNull } from '../reading/clean.js';
import { readValue, type Reading } from '../reading/reader.js';
import { located, type Refusal, scalarText, scalarValue, wrongShape } from '../reading/refusal.js';
import { valueOf } from '../reading/values.js';
import { classOf, isTemplate, type Judging, type Place, reportRefusal, tryReading } from './judging.js';

/** Judges a value of a known type by the reading rules of the core, and everything inside of it. */
export function judgeValue(judging: Judging, spec: TypeSpec, node: FlowNode, at: Place): void {
  if (node.kind === 'scalar' && isNull(node)) return;
  const place = at.late || !mayBeLate(judging, spec, at) ? at : { ...at, late: true };
  if (place.late && isTemplate(node)) return;
  switch (spec.k) {
    case 'any':
      return;
    case 'property':
      return judgeValue(judging, spec.of, node, { ...place, late: true });
    case 'list':
      if (node.kind !== 'sequence') return judgeContainer(judging, spec, node, place);
      return node.items.forEach((item, index) => judgeValue(judging, spec.of, item, within(place, index)));
    case 'map':
      if (node.kind !== 'mapping') return judgeContainer(judging, spec, node, place);
      return node.entries.forEach(({ key, value }) => judgeValue(judging, spec.of, value, within(place, key)));
    case 'object':
      return judgeModel(judging, spec.class, node, place);
    case 'union':
      return judgeUnion(judging, spec.base, node, place);
    case 'plugin':
      return node.kind === 'mapping' ? judging.judgePlugin(judging, spec.base, node, place.path, false) : undefined;
    case 'scalar':
    case 'uri':
    case 'string':
      // What is text when it is rendered can be written as anything.
      return place.late ? undefined : judgeScalar(judging, spec, node, place);
    default:
      return judgeScalar(judging, spec, node, place);
  }
}

/** Whether an object is rendered first, a schema does not show: only the class itself knows. */
function mayBeLate({ plugins, facts }: Judging, spec: TypeSpec, { owner, property }: Place): boolean {
  if (!plugins.exact || owner.source === undefined || (spec.k !== 'object' && spec.k !== 'union')) return false;
  const known = facts?.classOf(owner.name)?.props.get(property)?.t;
  return known === undefined || known.k === 'property';
}

function within(place: Place, step: string | number): Place {
  return { ...place, path: [...place.path, step] };
}

function judgeScalar(judging: Judging, spec: TypeSpec, node: FlowNode, place: Place): void {
  tryReading(judging, place, () => readValue(readingOf(judging), spec, node, place.path));
}

function readingOf({ core }: Judging): Reading {
  return { catalogue: core, skips: () => true, unjudged: [], placeOf: (_node, path) => path };
}

/** Something else where a list or a mapping is wanted. */
function judgeContainer(judging: Judging, spec: TypeSpec & { k: 'list' | 'map' }, node: FlowNode, place: Place): void {
  if (place.late && node.kind === 'scalar') {
    // A text of JSON is read as JSON.
    if (
      scalarText(node)
        .trimStart()
        .startsWith(spec.k === 'list' ? '[' : '{')
    )
      return;
    if (scalarText(node).trim() === '') return;
  }
  // What a list of nobody-knows-what takes instead of a list is not known either.
  const { path } = place;
  if (spec.k === 'list' && node.kind === 'scalar' && typeof scalarValue(node) === 'string') {
    const text = scalarText(node);
    const message = `Cannot deserialize value of type \`java.util.ArrayList<java.lang.Object>\` from String value ('${text}')`;
    return reportRefusal(judging, place, located('wrong-type', message, path));
  }
  tryReading(judging, place, () => {
    throw spec.k === 'map' && node.kind === 'scalar' ? notAMap(node, place) : wrongShape(spec.java, node, path);
  });
}

function notAMap(node: ScalarNode, { path }: Place): Refusal {
  return wrongShape('java.util.Map', node, path);
}

function judgeModel(judging: Judging, className: string, node: FlowNode, place: Place): void {
  const found = classOf(judging, className);
  if (found === undefined) return;
  if (node.kind === 'mapping') return judging.judgeObject(judging, found, node, place);
  if (judging.core.classEntry(className) !== undefined) {
    return judgeScalar(judging, { k: 'object', class: className }, node, place);
  }
  if (found.open === undefined) reportRefusal(judging, place, wrongShape(className, node, place.path));
}

function judgeUnion(judging: Judging, base: string, node: FlowNode, place: Place): void {
  const union = judging.plugins.union(base) ?? judging.core.union(base);
  if (union?.by === undefined || node.kind !== 'mapping') return;
  const chosen = valueOf(node, union.by);
  if (chosen?.kind !== 'scalar' || isTemplate(chosen)) return;
  const type = scalarText(chosen);
  const className = Object.hasOwn(union.types, type) ? union.types[type] : union.otherwise;
  if (className === undefined) {
    const values = Object.keys(union.types).join(', ');
    const message = `Cannot deserialize value of type \`${base}\` from String "${type}": not one of the values accepted for Enum class: [${values}]`;
    const at = { ...place, path: [...place.path, union.by], property: union.by };
    return reportRefusal(judging, at, located('wrong-value', message, at.path));
  }
  const found = classOf(judging, className);
  if (found !== undefined) judging.judgeObject(judging, found, node as MappingNode, place, new Set([union.by]));
}
