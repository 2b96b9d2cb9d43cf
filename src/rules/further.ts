import type { FlowNode, MappingNode, ParsedDocument, YamlPath } from '../flows/tree.js';
import { errorOf, problemOf } from './answer.js';
import { catalogueOf } from './catalogue/catalogue.js';
import type { CheckContext } from './checks/check.js';
import { type Certainty, certaintyOf } from './certainty.js';
import { earlyBreakdowns, flowBreakdowns } from './constraints/breakdown.js';
import { findDeprecations, findReplacedTypes } from './deprecations.js';
import type { JudgeOptions } from './judge.js';
import { contextFor, kestraChecks, violationsOf } from './kestra-checks.js';
import { injectPluginDefaults } from './plugin-defaults.js';
import { allBeforeReading, type Breakdown, wrongRevision } from './reading/before-reading.js';
import { cleanMapping } from './reading/clean.js';
import { isNoPlugin } from './reading/no-plugin.js';
import { readFlow, type Reading } from './reading/reader.js';
import { isFirstAt, type Recovery, startRecovery, type UnreadableText, wasRefused } from './reading/recovery.js';
import type { Refusal } from './reading/refusal.js';
import type { ReadObject } from './reading/values.js';
import { findSubflowWarnings } from './subflows.js';
import type { RuleProblem } from './verdict.js';

/**
 * What Kestra would come to in a flow behind the problems at which it stops, as if those were mended: an
 * unknown property is ignored, a value that it cannot read is left unjudged, of an object of an unknown type
 * only what all of its kind have is judged. Nothing that may be false once they are mended.
 * @param first what is reported of the flow already
 * @param unreadable text that could not be read as YAML
 */
export function findFurther(
  { root: original, document }: ParsedDocument,
  first: readonly RuleProblem[],
  options: JudgeOptions,
  unreadable: UnreadableText = { isUnreadable: () => false, hidesKeys: false },
): readonly RuleProblem[] {
  if (original.kind !== 'mapping') return [];
  const root = cleanMapping(original);
  const catalogue = catalogueOf(options.rules, options.version);
  const skips = (type: string): boolean => options.unknownTypes !== 'refuse' && !isNoPlugin(catalogue, type);
  const recovery = startRecovery(unreadable);
  const reading = { catalogue, skips, unjudged: [], placeOf: (_node: FlowNode, path: YamlPath) => path, recovery };
  const early = allBeforeReading(reading, root);
  const flow = readFlow(reading, root);
  const context = contextFor(catalogue, root, document.source);
  const { problems, certainty } = findInvalid({ reading, flow, root, context, early, first, options });
  const found = [
    ...problems,
    ...findDeprecations(catalogue, flow),
    ...findSubflowWarnings(flow, options.knownFlow),
    ...findReplacedTypes(catalogue, original),
    ...kestraChecks
      .warnings(flow, context)
      .filter(({ rule }) => rule !== 'boundless-trigger' || certainty.isWhole(flow.props.get('triggers'))),
  ];
  const known = new Set(first.map(keyOf));
  return found.filter((problem) => !known.has(keyOf(problem)) && isReadable(problem, original, unreadable));
}

interface Recovered {
  readonly reading: Reading & { readonly recovery: Recovery };
  readonly flow: ReadObject;
  readonly root: MappingNode;
  readonly context: CheckContext;
  readonly early: readonly Breakdown[];
  readonly first: readonly RuleProblem[];
  readonly options: JudgeOptions;
}

/** What is refused, and what validation finds in the rest. */
function findInvalid({ reading, flow, root, context, early, first, options }: Recovered): {
  readonly problems: readonly RuleProblem[];
  readonly certainty: Certainty;
} {
  const { catalogue, recovery } = reading;
  const cast = options.rules === '1.3' ? undefined : wrongRevision(root);
  const filled = options.rules === '1.3' ? injectPluginDefaults(catalogue, root) : undefined;
  const whole = filled === undefined ? flow : readFlow({ ...reading, ...filled, lenient: true }, filled.root);
  const { violations, breakdowns } = violationsOf(catalogue, whole, context, options);
  const broken = [
    ...(cast === undefined ? [] : [cast]),
    ...firstOf(earlyBreakdowns(catalogue, flow, context)),
    ...firstOf(flowBreakdowns(catalogue, whole)),
    ...firstOf(breakdowns),
  ];
  const certainty = certaintyOf(flow, [...early, ...broken], recovery.hidesKeys);
  const stops = [
    ...early.filter(certainty.ofBreakdown),
    ...recovery.refusals.map(breakdownOf),
    ...broken.filter(certainty.ofBreakdown).filter(({ target }) => isFirstAt(recovery.refused, target)),
  ];
  for (const { target } of first.filter(({ severity }) => severity === 'error')) isFirstAt(recovery.refused, target);
  const certain = violations.filter(
    (violation) =>
      certainty.ofViolation(violation) &&
      !wasRefused(recovery, violation.target) &&
      !(MISSING.has(violation.rule) && wasRefused(recovery, { path: violation.of.path, part: 'value' })),
  );
  const last = stops.length === 0 && certain.length > 0 ? kestraChecks.last(whole, context) : undefined;
  const problems = [
    ...stops.map(problemOf),
    ...certain.map(errorOf),
    ...(last === undefined
      ? []
      : [problemOf({ ...last, constraints: `flow: ${last.message}`, target: placeOf(last) })]),
  ];
  return { problems, certainty };
}

/** Of a hostile flow there may be any number. */
function firstOf(breakdowns: Iterable<Breakdown>): readonly Breakdown[] {
  const found: Breakdown[] = [];
  for (const breakdown of breakdowns) if (found.push(breakdown) === MOST) break;
  return found;
}

const MOST = 200;

/** Another way to say so of the same object was reported before. */
const MISSING = new Set(['missing-property', 'empty-value']);

function placeOf({ target }: { readonly target?: RuleProblem['target'] }): RuleProblem['target'] {
  return target ?? { path: [], part: 'value' };
}

function breakdownOf(refusal: Refusal): Breakdown {
  return { rule: refusal.rule, constraints: refusal.constraints(), target: refusal.target };
}

/** Whether nothing on the way to a place could not be read. */
function isReadable({ target }: RuleProblem, root: MappingNode, { isUnreadable }: UnreadableText): boolean {
  if ('span' in target) return true;
  let node: FlowNode | undefined = root;
  const steps = target.part === 'key' ? target.path.slice(0, -1) : target.path;
  for (const step of steps) {
    node =
      node?.kind === 'sequence'
        ? node.items[Number(step)]
        : node?.kind === 'mapping'
          ? node.entries.findLast(({ key }) => key === step)?.value
          : undefined;
    if (node !== undefined && isUnreadable(node)) return false;
  }
  return true;
}

function keyOf({ target, text }: RuleProblem): string {
  return `${JSON.stringify(target)} ${text}`;
}
