import type { MappingNode, ParsedFlow } from '../flows/tree.js';
import { earlyBreakdowns, flowBreakdowns } from './constraints/breakdown.js';
import { constraintsOf, errorOf, identityOf, problemOf, refusedBy, refusedWhole, texts } from './answer.js';
import type { Violation } from './constraints/violation.js';
import { type Catalogue, catalogueOf } from './catalogue/catalogue.js';
import type { CheckContext, LintRule } from './checks/check.js';
import { contextFor, kestraChecks, violationsOf } from './kestra-checks.js';
import { findDeprecations, findReplacedTypes } from './deprecations.js';
import { findUnknownRefs, injectPluginDefaults } from './plugin-defaults.js';
import { beforeReading, type Breakdown, outdatedOf, wrongRevision } from './reading/before-reading.js';
import { cleanMapping } from './reading/clean.js';
import { isNoPlugin } from './reading/no-plugin.js';
import { readFlow, type Reading, type UnjudgedPlugin } from './reading/reader.js';
import { Refusal } from './reading/refusal.js';
import type { ReadObject } from './reading/values.js';
import { findSubflowWarnings, type KnownFlow } from './subflows.js';
import type { RuleProblem, RuleSetName, RuleVerdict, ServerVerdict } from './verdict.js';
import { shapeConstraints } from './whole-document.js';

export interface JudgeOptions {
  readonly rules: RuleSetName;
  /** The exact version, e.g. "1.1.4": rules that are younger than it are left out. */
  readonly version?: string | undefined;
  /**
   * Types outside the core: "skip" (default) lets them through unjudged, "refuse" is a server without further
   * plugins.
   */
  readonly unknownTypes?: 'skip' | 'refuse';
  /** Whether a subflow exists; without it no subflow is looked for. */
  readonly knownFlow?: KnownFlow | undefined;
  /** Rules of ours beside Kestra's own; none by default. */
  readonly lint?: LintRule;
  /** The flow's newest revision on the server, 0 (default) when it is new. Decides `outdated`. */
  readonly lastRevision?: number;
}

/**
 * Judges one document as a Kestra server would, without one: its answer word for word, and the place of
 * everything in it. A flow that the server accepts is never refused here.
 */
export function judgeDocument(parsed: ParsedFlow, options: JudgeOptions): RuleVerdict {
  if (!parsed.ok) {
    const { span, constraints } = parsed.problem;
    const rule = parsed.problem.kind === 'empty' ? 'empty-document' : 'yaml-syntax';
    return refusedWhole(constraints, rule, { span });
  }
  const wrongShape = shapeConstraints(parsed.root, parsed.document.source);
  if (parsed.root.kind !== 'mapping' || wrongShape !== undefined) {
    return refusedWhole(wrongShape ?? '', 'not-a-mapping', { path: [], part: 'value' });
  }
  return judgeMapping(cleanMapping(parsed.root), parsed.root, parsed.document.source, options);
}

function judgeMapping(root: MappingNode, original: MappingNode, source: string, options: JudgeOptions): RuleVerdict {
  const catalogue = catalogueOf(options.rules, options.version);
  const unjudged: UnjudgedPlugin[] = [];
  const skips = (type: string): boolean => options.unknownTypes !== 'refuse' && !isNoPlugin(catalogue, type);
  const plain: Reading = { catalogue, skips, unjudged, placeOf: (_node, path) => path };

  const early = beforeReading(plain, root);
  if (early !== undefined) return { ...refusedBy(early), unjudgedTypes: [] };
  let flow: ReadObject;
  try {
    flow = readFlow(plain, root);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const verdict = refusedWhole(error.constraints(), error.rule, error.target);
    const reported = verdict.problems;
    const found = options.lint?.({ ...contextFor(catalogue, original, source), reported }) ?? [];
    return { ...verdict, problems: [...reported, ...found], unjudgedTypes: namesOf(unjudged) };
  }
  const cast = options.rules === '1.3' ? undefined : wrongRevision(root);
  if (cast !== undefined) return refusedBy(cast);
  return judgeRead({ catalogue, options, flow, root, original, source, unjudged, reading: plain });
}

interface Judged {
  readonly catalogue: Catalogue;
  readonly options: JudgeOptions;
  readonly flow: ReadObject;
  readonly root: MappingNode;
  readonly original: MappingNode;
  readonly source: string;
  readonly unjudged: readonly UnjudgedPlugin[];
  readonly reading: Reading;
}

/** What happens once the flow could be read: warnings and the like, then bean validation. */
function judgeRead(judged: Judged): RuleVerdict {
  const { catalogue, options, flow, root, original, source, unjudged } = judged;
  const context = contextFor(catalogue, root, source);
  const deprecations = findDeprecations(catalogue, flow);
  const outdated = outdatedOf(root, options.lastRevision ?? 0);
  const [early] = earlyBreakdowns(catalogue, flow, context);
  if (early !== undefined) {
    const server = {
      constraints: early.constraints,
      outdated,
      deprecationPaths: texts(deprecations, 'deprecationPaths'),
    };
    return { server, problems: [problemOf(early), ...deprecations], unjudgedTypes: namesOf(unjudged) };
  }
  const notes = [
    ...deprecations,
    ...findSubflowWarnings(flow, options.knownFlow),
    ...findReplacedTypes(catalogue, original),
    ...kestraChecks.warnings(flow, context),
  ];
  const { breakdown, violations } = validateFlow(judged, context);
  const constraints = breakdown?.constraints ?? constraintsOf(violations);
  const server: ServerVerdict = {
    ...identityOf(root),
    ...(constraints === undefined ? {} : { constraints }),
    outdated,
    deprecationPaths: texts(notes, 'deprecationPaths'),
    warnings: texts(notes, 'warnings'),
    infos: texts(notes, 'infos'),
  };
  const errors = breakdown === undefined ? violations.map(errorOf) : [problemOf(breakdown)];
  const reported = [...errors, ...notes];
  const { knownFlow } = options;
  const more = [
    ...(options.lint?.({ ...contextFor(catalogue, original, source), knownFlow, reported }) ?? []),
    ...refWarnings(judged),
    ...editionWarnings(judged, context),
  ];
  return { server, problems: [...reported, ...more], unjudgedTypes: namesOf(unjudged) };
}

/** Bean validation, of the flow with its plugin defaults (1.3). */
function validateFlow(
  { catalogue, flow, root, options, reading }: Judged,
  context: CheckContext,
): { readonly breakdown?: Breakdown; readonly violations: readonly Violation[] } {
  const filled = options.rules === '1.3' ? injectPluginDefaults(catalogue, root) : undefined;
  let whole = flow;
  if (filled !== undefined) {
    try {
      whole = readFlow({ ...reading, unjudged: [], lenient: true, placeOf: filled.placeOf }, filled.root);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { rule, target } = error;
      return { breakdown: { rule, constraints: error.constraints(), target }, violations: [] };
    }
  }
  const [breakdown] = flowBreakdowns(catalogue, whole);
  if (breakdown !== undefined) return { breakdown, violations: [] };
  const found = violationsOf(catalogue, whole, context, options);
  if (found.breakdowns[0] !== undefined) return { breakdown: found.breakdowns[0], violations: [] };
  const { violations } = found;
  const last = violations.length === 0 ? kestraChecks.last(whole, context) : undefined;
  if (last !== undefined) {
    const constraints = `Validation error: flow: ${last.message}`;
    const target = last.target ?? { path: [], part: 'value' };
    return { breakdown: { rule: last.rule, constraints, target }, violations };
  }
  const isAsked = violations.length === 0 && options.rules === '1.3' && options.unknownTypes === 'refuse';
  const refs = isAsked ? findUnknownRefs(catalogue, root, flow) : [];
  if (refs[0] === undefined) return { violations };
  const names = [...new Set(refs.map(({ ref }) => `'${ref}'`))].join(', ');
  const constraints = `Validation error: pluginDefaultsRef: No plugin-defaults exists for pluginDefaultsRef: ${names}`;
  return { breakdown: { rule: UNKNOWN_REF, constraints, target: { path: refs[0].path, part: 'value' } }, violations };
}

const UNKNOWN_REF = 'unknown-plugin-defaults';

/**
 * Plugin defaults may also come from the namespace or the server's configuration: not an error for one who
 * cannot see them.
 */
function refWarnings({ catalogue, root, flow, options }: Judged): readonly RuleProblem[] {
  if (options.rules !== '1.3' || options.unknownTypes === 'refuse') return [];
  return findUnknownRefs(catalogue, root, flow).map(({ ref, path }) => ({
    rule: UNKNOWN_REF,
    severity: 'warning',
    text: `The flow has no plugin defaults with the ref '${ref}'.`,
    target: { path, part: 'value' },
    answer: 'none',
  }));
}

/** Nor does the flow say which edition it is for. */
function editionWarnings({ flow, options }: Judged, context: CheckContext): readonly RuleProblem[] {
  if (options.unknownTypes === 'refuse') return [];
  return kestraChecks.enterprise(flow, context).map(({ rule, message, target }) => ({
    rule,
    severity: 'warning',
    text: message,
    target: target ?? { path: [], part: 'value' },
    answer: 'none',
  }));
}

/** Types outside the core, each once. */
function namesOf(unjudged: readonly UnjudgedPlugin[]): readonly string[] {
  return [...new Set(unjudged.map(({ type }) => type))];
}
