import { spanInScalar } from '../../flows/scalar-offsets.js';
import type { PebbleReference } from '../../pebble/parser.js';
import type { LintContext } from '../../rules/checks/check.js';
import type { RuleProblem } from '../../rules/verdict.js';
import { readingOf, templatesOf } from '../templates.js';
import { inputMistake, labelMistake, triggerMistake, variableMistake } from './declared.js';
import { isBehindDash } from './dashed.js';
import { type FlowNames, flowNames } from './flow-names.js';
import { loopMistake } from './loops.js';
import type { Mistake } from './mistake.js';
import { outputMistake } from './outputs.js';
import { type Place, placeOf } from './places.js';
import { rootMistake } from './roots.js';
import { type Task, tasksOf } from './tasks.js';

/**
 * What expressions name and the flow does not have, or cannot have at that place. Only what is certain: a
 * reference that says what to do without (`??`, `default`), or a name that some expression of the flow asks
 * for (`is defined`), is left alone.
 */
export function findWrongReferences(context: LintContext): readonly RuleProblem[] {
  const { rules, root, source, reported } = context;
  const templates = templatesOf(rules, root).filter(({ node }) => readingOf(node).error === undefined);
  const isNaming = templates.some(({ node }) => readingOf(node).references.length > 0);
  if (!isNaming) return [];
  const tested = new Set(templates.flatMap(({ node }) => testedIn(readingOf(node).references)));
  const tasks = tasksOf(context);
  const known: Known = { rules, names: flowNames(context, tasks), byId: byId(tasks.all) };
  const dashed = new Set(reported.filter(({ rule }) => rule === 'dashed-reference').map(keyOf));
  return templates.flatMap(({ node, path }) => {
    const place = placeOf(path, context, tasks);
    if (place.kind === 'foreign') return [];
    return readingOf(node)
      .references.flatMap((reference) => {
        if (reference.missing !== undefined || isTested(reference, tested)) return [];
        return mistakeOf(reference, known, place, node.text) ?? [];
      })
      .slice(0, MOST)
      .flatMap(({ rule, severity = 'warning' as const, text, hint, at }): readonly RuleProblem[] => {
        const value = { path, part: 'value' } as const;
        if (rule === 'dashed-reference' && dashed.has(JSON.stringify(value))) return [];
        const target = source === '' ? value : { span: spanInScalar(source, node, at.start, at.end) };
        return [{ rule, severity, text, target, ...(hint === undefined ? {} : { hint }), answer: 'none' }];
      });
  });
}

/** Problems reported of one value. */
const MOST = 100;

interface Known {
  readonly rules: LintContext['rules'];
  readonly names: FlowNames;
  readonly byId: ReadonlyMap<string, Task>;
}

function mistakeOf(reference: PebbleReference, known: Known, place: Place, text: string): Mistake | undefined {
  const { rules, names } = known;
  const at = reference.path[0]!;
  if (isBehindDash(text, at)) return undefined;
  switch (at.name) {
    case 'inputs':
      return inputMistake(reference, names, text);
    case 'vars':
      return variableMistake(reference, names, text);
    case 'labels':
      return labelMistake(reference, names);
    case 'trigger':
      return triggerMistake(reference, names);
    case 'outputs':
      return outputMistake(reference, names, known.byId, place, text);
    default:
      return loopMistake(reference, place, rules) ?? rootMistake(reference, rules);
  }
}

/** Two tasks of one name are another mistake. */
function byId(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  return new Map(tasks.flatMap((task) => (task.id === undefined ? [] : [[task.id, task] as const])));
}

function testedIn(references: readonly PebbleReference[]): readonly string[] {
  return references
    .filter(({ missing }) => missing === 'tested')
    .map(({ path }) => JSON.stringify(path.map(({ name }) => name)));
}

function isTested({ path }: PebbleReference, tested: ReadonlySet<string>): boolean {
  if (tested.size === 0) return false;
  const names = path.map(({ name }) => name);
  return names.some((_, index) => tested.has(JSON.stringify(names.slice(0, index + 1))));
}

function keyOf({ target }: RuleProblem): string {
  return JSON.stringify(target);
}
