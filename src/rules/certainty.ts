import type { YamlPath } from '../flows/tree.js';
import type { Violation } from './constraints/violation.js';
import { nearestName } from './nearest-name.js';
import type { Breakdown } from './reading/before-reading.js';
import { standsFor } from './reading/reader.js';
import { insideOf, isMissing, type Read, type ReadObject } from './reading/values.js';

/**
 * What of a flow that could not be read as a whole is certain: it must still be true once everything that was
 * refused is mended, in whatever way its author meant it.
 */
export interface Certainty {
  readonly ofViolation: (violation: Violation) => boolean;
  readonly ofBreakdown: (breakdown: Breakdown) => boolean;
  /** Whether a part of the flow was read without anything refused in it. */
  readonly isWhole: (value: Read | undefined) => boolean;
}

/**
 * @param breakdowns everything at which validation breaks, certain or not
 * @param hidesKeys whether there may be keys that could not be read
 */
export function certaintyOf(flow: ReadObject, breakdowns: readonly Breakdown[], hidesKeys: boolean): Certainty {
  const broken = breakdowns.flatMap(({ target }) => ('path' in target ? [target.path] : []));
  const isIntact = (value: Read | undefined): boolean =>
    isWhole(value) && (value === undefined || !broken.some((path) => isBelow(path, value.path)));
  const whole = new WeakMap<Read, boolean>();
  const isWhole = (value: Read | undefined): boolean => {
    if (value === undefined) return true;
    let known = whole.get(value);
    if (known === undefined) {
      known = isWholeItself(value) && insideOf(value).every(isWhole);
      whole.set(value, known);
    }
    return known;
  };
  const misplaced = new Set(unknownKeysIn(flow));
  // What is missing, and what decides about other values, may come from defaults that could not be read.
  const areDefaultsKnown =
    !hidesKeys &&
    isWhole(flow.props.get('pluginDefaults')) &&
    isWhole(flow.props.get('taskDefaults')) &&
    flow.node.entries.every(({ key, value }) => !isUnknown(flow, key) || value.kind !== 'sequence');

  /** What is missing may be what stands there, or elsewhere, under a name that is not known. */
  const isMissed = (object: ReadObject, property: string): boolean =>
    object.unread !== true &&
    areDefaultsKnown &&
    !misplaced.has(property) &&
    unknownKeysOf(object).every((key) => isOtherThan(property, key, object));

  return {
    isWhole,
    ofBreakdown: ({ rule, of }) => {
      if (of === undefined) return true;
      return rule === 'missing-property' ? areDefaultsKnown && isWhole(of) : of.unread !== true;
    },
    ofViolation: ({ rule, message, line, of, about }) => {
      if (about === 'object') return (areDefaultsKnown || of.className === DEFAULT) && isIntact(of);
      if (about === 'flow') {
        if (rule === 'recursive-flow' && IDENTITY.some((name) => isMissing(of.props.get(name)))) return false;
        const needed = NEEDED.get(rule) ?? [];
        return needed.every((name) => isIntact(of.props.get(name))) && !(message.includes('null') && !isWhole(of));
      }
      const printed = line.slice(0, line.indexOf(': ')).split('.').at(-1) ?? '';
      const property = Object.hasOwn(of.entry.props, printed) ? printed : printed.replace(/^_/, '');
      if (!isMissing(of.props.get(property))) return true;
      return isMissed(of, property);
    },
  };
}

function isBelow(path: YamlPath, other: YamlPath): boolean {
  return other.every((step, index) => path[index] === step);
}

/** Nothing is filled in there. */
const DEFAULT = 'io.kestra.core.models.flows.PluginDefault';

const IDENTITY = ['id', 'namespace'] as const;

/** Parts of the flow that a rule about the flow as a whole must have seen to be right. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['recursive-flow', IDENTITY],
  ...['input-path-conflict', 'unknown-input-dependency', 'cyclic-input-dependency'].map(
    (rule): [string, readonly string[]] => [rule, ['inputs']],
  ),
  ...['missing-trigger-inputs', 'wrong-input-value'].map((rule): [string, readonly string[]] => [
    rule,
    ['inputs', 'triggers'],
  ]),
]);

function isWholeItself(value: Read): boolean {
  if (value.k === 'other') return value.unread !== true;
  return value.k !== 'object' || (value.unread !== true && unknownKeysOf(value).length === 0);
}

/** Keys that no property of the object's class has. */
function unknownKeysOf(object: ReadObject): readonly string[] {
  return object.node.entries.map(({ key }) => key).filter((key) => isUnknown(object, key));
}

function isUnknown({ entry }: ReadObject, key: string): boolean {
  if (entry.open !== undefined || entry.ignored?.includes(key)) return false;
  return !Object.hasOwn(entry.props, entry.names?.[key] ?? key);
}

function unknownKeysIn(value: Read): readonly string[] {
  const inside = insideOf(value).flatMap(unknownKeysIn);
  return value.k === 'object' ? [...unknownKeysOf(value), ...inside] : inside;
}

/** Whether a key that is not known is surely meant for something else than a missing property. */
function isOtherThan(property: string, key: string, { className, entry, props }: ReadObject): boolean {
  const meant = nearestName(key, Object.keys(entry.props));
  if (meant === undefined || meant === property || props.has(meant)) return false;
  return !standsFor(className).some(([old, current]) => old === meant && current === property);
}
