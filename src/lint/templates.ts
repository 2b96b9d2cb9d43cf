import type { MappingNode, ScalarNode } from '../flows/tree.js';
import { type PebbleReading, readPebble } from '../pebble/parser.js';
import type { RuleSetName } from '../rules/verdict.js';
import { type TypedValue, typedValues } from './typed-values.js';

/**
 * Characters with expressions that are read of one flow: more would take seconds and hundreds of megabytes,
 * and no person writes it.
 */
const MOST_TEXT = 200_000;

/** The values of a flow that Kestra renders and that hold an expression, as many as can be read. */
export function templatesOf(rules: RuleSetName, root: MappingNode): readonly TypedValue[] {
  let left = MOST_TEXT;
  return typedValues(rules, root).filter(({ node, rendered }) => {
    if (!rendered || !/\{[{%#]/.test(node.text)) return false;
    left -= node.text.length;
    return left >= 0;
  });
}

/** What Kestra makes of a value that it renders. */
export function readingOf({ text }: ScalarNode): PebbleReading {
  let reading = readings.get(text);
  if (reading === undefined) {
    if (kept > MOST_TEXT) {
      readings.clear();
      kept = 0;
    }
    reading = readPebble(text);
    readings.set(text, reading);
    kept += text.length;
  }
  return reading;
}

/** Several rules look at the expressions of one flow, and the flows of a project repeat theirs. */
const readings = new Map<string, PebbleReading>();
/** Characters of these texts. */
let kept = 0;
