import type { FlowNode, MappingEntry, MappingNode, ParsedDocument, ParsedFlow, YamlPath } from '../flows/tree.js';
import { findChangesOf20 } from './changed-in-2.0.js';
import { findPebbleProblems } from './expressions.js';
import { catalogueOf } from '../rules/catalogue/catalogue.js';
import { judgeDocument, type JudgeOptions } from '../rules/judge.js';
import { contextFor } from '../rules/kestra-checks.js';
import { cleanMapping } from '../rules/reading/clean.js';
import type { RuleProblem, RuleSetName } from '../rules/verdict.js';

/** So many refusals of one flow are listed at most. */
const MOST = 50;
/**
 * A document of this length is judged again for every refusal, a longer one less often: together they must
 * not take seconds.
 */
const LONG = 20_000;

/**
 * What the next version will refuse in a flow and this version takes, as warnings in Kestra's words. A server
 * stops at the first property or type that it does not know; here all of them are named.
 */
export function judgeUpgrade(
  parsed: ParsedFlow,
  from: RuleSetName,
  to: RuleSetName,
  options: Omit<JudgeOptions, 'rules'> = {},
): readonly RuleProblem[] {
  if (!parsed.ok || parsed.root.kind !== 'mapping' || from === to) return [];
  const whole = { ...parsed, root: cleanMapping(parsed.root) };
  const found = refusalsOf(whole, to, options);
  const today = found.length === 0 ? [] : refusalsOf(whole, from, options);
  const places = new Set(today.map(placeOf));
  const refused = found.filter((error) => !places.has(placeOf(error))).slice(0, MOST);
  const later = refused.map((error): RuleProblem => ({ ...error, severity: 'warning' }));
  return [...later, ...adviceOf(parsed.root, parsed.document.source, from, to)];
}

/** All that a version refuses: what was found is taken away and the rest judged again. */
function refusalsOf(
  parsed: ParsedDocument & { readonly root: MappingNode },
  rules: RuleSetName,
  options: Omit<JudgeOptions, 'rules'>,
): readonly RuleProblem[] {
  const found = new Map<string, RuleProblem>();
  const removed: YamlPath[] = [];
  let rest = parsed;
  const rounds = Math.max(3, MOST / Math.max(1, parsed.document.source.length / LONG));
  for (let round = 0; round < rounds; round++) {
    const errors = errorsOf(rest, rules, options);
    for (const error of errors) {
      if (!isOwnDoing(error, removed)) found.set(`${error.rule} ${placeOf(error)}`, error);
    }
    const [only] = errors;
    // More than one: everything could be read, and this is the complete list.
    if (errors.length !== 1 || only === undefined || !READING.has(only.rule) || !('path' in only.target)) break;
    removed.push(removable(only));
    const root = mended(rest.root, only) ?? without(rest.root, removable(only));
    if (root?.kind !== 'mapping') break;
    rest = { ...rest, root };
  }
  return [...found.values()];
}

/**
 * What the next version takes, and then does otherwise or fails at: nothing that this version would fail at
 * as well.
 */
function adviceOf(root: MappingNode, source: string, from: RuleSetName, to: RuleSetName): readonly RuleProblem[] {
  const context = (rules: RuleSetName) => contextFor(catalogueOf(rules), root, source);
  const today = new Set(findPebbleProblems(context(from)).map(placeOf));
  const names = findPebbleProblems(context(to)).filter((problem) => !today.has(placeOf(problem)));
  return [...names, ...findChangesOf20(context(from))];
}

/** Rules at which the reading of a flow stops. */
const READING = new Set(['unknown-property', 'unknown-type', 'wrong-type', 'wrong-value', 'wrong-kind-of-plugin']);

function errorsOf(
  parsed: ParsedFlow,
  rules: RuleSetName,
  options: Omit<JudgeOptions, 'rules'>,
): readonly RuleProblem[] {
  const { problems } = judgeDocument(parsed, { ...options, rules });
  return problems.filter(({ severity, answer }) => severity === 'error' && answer === 'constraints');
}

function placeOf({ target }: RuleProblem): string {
  return JSON.stringify(target);
}

/**
 * What only is there because something was taken away: an empty place in a list, a property missing where
 * another went.
 */
function isOwnDoing({ target, text }: RuleProblem, removed: readonly YamlPath[]): boolean {
  if (text.includes('HV000028')) return true;
  const path = 'path' in target ? target.path : [];
  return removed.some((gone) => gone.length === path.length && gone.every((step, index) => step === path[index]));
}

/**
 * Inputs whose type or key has a new name are read on under that name: an empty place among inputs would end
 * the reading.
 */
function mended(root: MappingNode, { rule, target }: RuleProblem): MappingNode | undefined {
  const path = 'path' in target ? target.path : [];
  const list = path.at(-3);
  if ((list !== 'inputs' && list !== 'onResume') || typeof path.at(-2) !== 'number') return undefined;
  const key = path.at(-1);
  return changed(root, path.slice(0, -1), (input) => {
    if (input.kind !== 'mapping') return input;
    const entries = input.entries.map((entry): MappingEntry => {
      if (entry.key !== key) return entry;
      if (rule === 'unknown-property' && key === 'name') return { ...entry, key: 'id' };
      const type = entry.value.kind === 'scalar' ? RENAMED.get(entry.value.text) : undefined;
      if (rule !== 'unknown-type' || type === undefined || entry.value.kind !== 'scalar') return entry;
      return { ...entry, value: { ...entry.value, value: type, text: type } };
    });
    return entries.every((entry, index) => entry === input.entries[index]) ? undefined : { ...input, entries };
  });
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['BOOLEAN', 'BOOL'],
  ['ENUM', 'SELECT'],
]);

/** A copy of a tree with the node at a path changed; undefined when it is not. */
function changed(
  root: MappingNode,
  path: YamlPath,
  change: (node: FlowNode) => FlowNode | undefined,
): MappingNode | undefined {
  const at = (node: FlowNode, [step, ...rest]: YamlPath): FlowNode | undefined => {
    if (step === undefined) return change(node);
    if (node.kind === 'mapping') {
      const old = node.entries.find(({ key }) => key === step);
      const value = old === undefined ? undefined : at(old.value, rest);
      if (old === undefined || value === undefined) return undefined;
      return { ...node, entries: node.entries.map((entry) => (entry === old ? { ...entry, value } : entry)) };
    }
    const old = node.kind === 'sequence' ? node.items[Number(step)] : undefined;
    const item = old === undefined ? undefined : at(old, rest);
    if (node.kind !== 'sequence' || item === undefined) return undefined;
    return { ...node, items: node.items.map((other) => (other === old ? item : other)) };
  };
  const result = at(root, path);
  return result?.kind === 'mapping' ? result : undefined;
}

function removable({ rule, target }: RuleProblem): YamlPath {
  const path = 'path' in target ? target.path : [];
  // An object of an unknown type goes as a whole.
  return rule === 'unknown-type' && path.at(-1) === 'type' ? path.slice(0, -1) : path;
}

/**
 * A copy of a tree without the node at a path; elements of lists become empty, so that the places of the
 * others stay.
 */
function without(node: FlowNode, [step, ...rest]: YamlPath): FlowNode | undefined {
  if (step === undefined) return undefined;
  if (node.kind === 'mapping') {
    const entries = node.entries.flatMap((entry) => {
      if (entry.key !== step) return [entry];
      const value = without(entry.value, rest);
      return value === undefined ? [] : [{ ...entry, value }];
    });
    return { ...node, entries };
  }
  if (node.kind === 'scalar') return node;
  const items = node.items.map((item, index): FlowNode => {
    if (index !== step) return item;
    return without(item, rest) ?? { kind: 'scalar', span: item.span, value: null, text: '', style: 'plain' };
  });
  return { ...node, items };
}
