import type { PebbleReference } from '../../pebble/parser.js';
import { editDistance } from '../../rules/nearest-name.js';
import type { RuleSetName } from '../../rules/verdict.js';
import type { Mistake } from './mistake.js';

/** What every expression can begin with. Plugins give their own expressions more. */
const ROOTS: Readonly<Record<RuleSetName, ReadonlySet<string>>> = {
  '1.3': new Set([...common(), 'schedule']),
  '2.0': new Set([...common(), 'item']),
};

function common(): readonly string[] {
  return [
    ...['envs', 'execution', 'files', 'flow', 'globals', 'inputs', 'kestra', 'labels', 'loop', 'namespace', 'outputs'],
    ...['parent', 'parents', 'task', 'taskrun', 'tasks', 'trigger', 'vars', 'workerTaskrun', 'workingDir'],
    ...['outputFiles', 'inputFiles', 'outputDir'],
  ];
}

/** What other tools, or the YAML of the flow, call the same. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['env', '`envs`'],
  ['global', '`globals`'],
  ['input', '`inputs`'],
  ['kv', "`kv('…')`"],
  ['label', '`labels`'],
  ['output', '`outputs`'],
  ['secret', "`secret('…')`"],
  ['secrets', "`secret('…')`"],
  ['triggers', '`trigger`'],
  ['var', '`vars`'],
  ['variable', '`vars`'],
  ['variables', '`vars`'],
]);

/** A variable that there is not, and a known one is meant. */
export function rootMistake({ path }: PebbleReference, rules: RuleSetName): Mistake | undefined {
  const at = path[0]!;
  const { name } = at;
  // A variable alone may be one of a plugin's own.
  if (path.length === 1 || ROOTS[rules].has(name)) return undefined;
  const meant = INSTEAD.get(name) ?? nearRoot(name, ROOTS[rules]);
  if (meant === undefined) return undefined;
  return {
    rule: 'pebble-unknown-variable',
    text: `Expressions of Kestra ${rules} have no variable "${name}".`,
    hint: `Did you mean ${meant}?`,
    at,
  };
}

function nearRoot(name: string, roots: ReadonlySet<string>): string | undefined {
  const lower = name.toLowerCase();
  for (const root of roots) {
    if (lower === root) return `\`${root}\``;
    if (root.length < LEAST || lower.startsWith(root) || Math.abs(root.length - lower.length) > 1) continue;
    if (editDistance(lower, root) <= (root.length < LONG ? 1 : 2)) return `\`${root}\``;
  }
  return undefined;
}

/** Of shorter names a neighbour is another word. */
const LEAST = 5;
const LONG = 7;
