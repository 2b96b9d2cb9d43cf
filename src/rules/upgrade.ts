import type { FlowNode, MappingNode, ParsedDocument, ParsedFlow, YamlPath } from '../flows/tree.js';
import { judgeDocument, type JudgeOptions } from './judge.js';
import { cleanMapping } from './reading/clean.js';
import type { RuleProblem, RuleSetName } from './verdict.js';
import { upgradeHint } from './upgrade-hints.js';

/** So many refusals of one flow are listed at most. */
const MOST = 50;

/**
 * What the next version will refuse in a flow that this version accepts, as warnings. A server stops at the first property or type that it
 * does not know; here all of them are named: what was found is taken away and the rest judged again.
 */
export function judgeUpgrade(
  parsed: ParsedFlow,
  from: RuleSetName,
  to: RuleSetName,
  options: Omit<JudgeOptions, 'rules'> = {},
): readonly RuleProblem[] {
  if (!parsed.ok || parsed.root.kind !== 'mapping' || from === to) return [];
  const today = new Set(errorsOf(parsed, from, options).map(placeOf));
  const found = new Map<string, RuleProblem>();
  let rest: ParsedDocument & { readonly root: MappingNode } = { ...parsed, root: cleanMapping(parsed.root) };
  for (let round = 0; round < MOST; round++) {
    const errors = errorsOf(rest, to, options);
    for (const error of errors) if (!today.has(placeOf(error))) found.set(`${error.rule} ${placeOf(error)}`, error);
    const [only] = errors;
    // More than one: everything could be read, and this is the complete list.
    if (errors.length !== 1 || only === undefined || !READING.has(only.rule) || !('path' in only.target)) break;
    const root = without(rest.root, removable(only));
    if (root?.kind !== 'mapping') break;
    rest = { ...rest, root };
  }
  return [...found.values()].slice(0, MOST).map((error) => warningOf(error, parsed.root, to));
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

function removable({ rule, target }: RuleProblem): YamlPath {
  const path = 'path' in target ? target.path : [];
  // An object of an unknown type goes as a whole.
  return rule === 'unknown-type' && path.at(-1) === 'type' ? path.slice(0, -1) : path;
}

/** A copy of a tree without the node at a path; elements of lists become empty, so that the places of the others stay. */
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

function warningOf(error: RuleProblem, root: FlowNode, to: RuleSetName): RuleProblem {
  const said = error.text.split('\n', 1)[0]!.replace(/, not marked as ignorable .*$/, '');
  const hint = upgradeHint(root, error.target);
  return {
    rule: `upgrade-${error.rule}`,
    severity: 'warning',
    text: `Kestra ${to} will refuse this: ${said}`,
    target: error.target,
    ...(hint === undefined ? {} : { hint }),
    answer: 'none',
  };
}
