import type { MappingNode } from '../../flows/tree.js';
import { FLOW } from '../catalogue/catalogue.js';
import type { ProblemTarget } from '../verdict.js';
import { javaClassOf } from './java-text.js';
import { castText } from './labels.js';
import { readValue, type Reading } from './reader.js';
import { isFirstAt, type Recovery } from './recovery.js';
import { Refusal, scalarValue } from './refusal.js';
import { type ReadObject, valueOf } from './values.js';

/**
 * A failure outside of the flow's own mapping: Java internals in `constraints`, "Unable to validate the flow:
 * …".
 */
export interface Breakdown {
  readonly rule: string;
  /** The whole of `constraints`. */
  readonly constraints: string;
  readonly target: ProblemTarget;
  /** The object that breaks it, where it is one. */
  readonly of?: ReadObject;
}

/** What Kestra 1.3 does with the bare maps before it reads the flow: casts, and the plugin defaults. */
export function beforeReading(reading: Reading, root: MappingNode): Breakdown | undefined {
  if (reading.catalogue.rules !== '1.3') return undefined;
  return wrongCast(root, 'namespace', 'java.lang.String') ?? wrongRevision(root) ?? wrongDefaults(reading, root)[0];
}

/** All of it. */
export function allBeforeReading(reading: Reading & { readonly recovery: Recovery }, root: MappingNode): Breakdown[] {
  if (reading.catalogue.rules !== '1.3') return [];
  const { recovery } = reading;
  const casts = [wrongCast(root, 'namespace', 'java.lang.String'), wrongRevision(root)];
  const own = { ...recovery, refusals: [] };
  const wrong = wrongDefaults({ ...reading, recovery: own }, root);
  const places = [...casts.filter((cast) => cast !== undefined), ...wrong];
  return [...places.filter(({ target }) => isFirstAt(recovery.refused, target)), ...own.refusals.map(refusedDefault)];
}

/** Both lines cast `revision` when they compare it with the last one; 2.0 does so after the reading. */
export function wrongRevision(root: MappingNode): Breakdown | undefined {
  return wrongCast(root, 'revision', 'java.lang.Integer');
}

function wrongCast(root: MappingNode, key: string, wanted: string): Breakdown | undefined {
  const node = valueOf(root, key);
  if (node === undefined) return undefined;
  const given =
    node.kind === 'mapping'
      ? 'java.util.LinkedHashMap'
      : node.kind === 'sequence'
        ? 'java.util.ArrayList'
        : javaClassOf(scalarValue(node), node.float === true);
  if (given === wanted) return undefined;
  const constraints = `Unable to validate the flow: ${castText(given, wanted)}`;
  return { rule: 'wrong-type', constraints, target: { path: [key], part: 'value' } };
}

function wrongDefaults(reading: Reading, root: MappingNode): readonly Breakdown[] {
  const list = valueOf(root, 'pluginDefaults') === undefined ? 'taskDefaults' : 'pluginDefaults';
  const node = valueOf(root, list);
  const index = reading.catalogue.classEntry(FLOW)?.props[list];
  if (node === undefined || index === undefined) return [];
  try {
    const read = readValue(reading, reading.catalogue.shape(index).t, node, [list]);
    const items = read.k === 'list' ? read.items : [];
    const wrong = items.filter((item) => item.k === 'null' || (item.k === 'object' && !item.props.has('values')));
    return wrong.map((item) => {
      const constraints = `Unable to validate the flow: ${item.k === 'null' ? NO_DEFAULT : NO_VALUES}`;
      const target = { path: item.path, part: 'value' } as const;
      return { rule: 'missing-property', constraints, target, ...(item.k === 'object' ? { of: item } : {}) };
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [refusedDefault(error)];
  }
}

function refusedDefault(refusal: Refusal): Breakdown {
  return { rule: refusal.rule, constraints: refusal.unable(), target: refusal.target };
}

const NO_VALUES =
  'Cannot invoke "java.util.Map.entrySet()" because the return value of "io.kestra.core.models.flows.PluginDefault.getValues()" is null';

const NO_DEFAULT = 'Cannot invoke "io.kestra.core.models.flows.PluginDefault.getValues()" because "defaults" is null';

/** `outdated`: a `revision` that is given and is not the next one. */
export function outdatedOf(root: MappingNode, lastRevision: number): boolean {
  const node = valueOf(root, 'revision');
  const value = node?.kind === 'scalar' ? scalarValue(node) : undefined;
  return typeof value === 'number' && value !== lastRevision + 1;
}
