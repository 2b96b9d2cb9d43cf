import type { FlowNode, YamlPath } from '../../flows/tree.js';
import type { TypeSpec } from '../catalogue/format.js';
import { scalarText, wrongShape } from './refusal.js';
import { readBoolean, readEnum, readFraction, readWholeNumber, type ScalarResult } from './scalars.js';
import { readDate, readDuration } from './times.js';

/**
 * A value whose type is no object, list or map, as Kestra's mapper takes it.
 * @throws {Refusal} when it does not
 */
export function readScalar(spec: TypeSpec, node: FlowNode, path: YamlPath): ScalarResult {
  if (spec.k === 'duration') return readDuration(spec.java, node, path);
  if (spec.k === 'date') return readDate(spec.java, node, path);
  if (node.kind !== 'scalar') throw wrongShape(javaName(spec), node, path);
  switch (spec.k) {
    case 'boolean':
      return readBoolean(spec, node, path);
    case 'int':
    case 'long':
      return readWholeNumber({ ...spec, k: spec.k }, node, path);
    case 'float':
    case 'double':
      return readFraction(spec, node, path);
    case 'enum':
      return readEnum(spec, node, path);
    default:
      return scalarText(node);
  }
}

function javaName(spec: TypeSpec): string {
  if ('java' in spec && spec.java !== undefined) return spec.java;
  return spec.k === 'string' ? 'java.lang.String' : spec.k;
}
