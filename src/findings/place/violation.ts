import { itemsOf, nodeAt, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { isTaskThatRuns } from '../../rules/known-names.js';
import type { RuleSetName } from '../../rules/verdict.js';
import { itemSpans } from './sentences.js';
import type { Placer } from './reported.js';
import { headOfPath, keySpans, readText, spanOfPath, valueSpans } from './spans.js';
import { typeOf } from './types.js';
import { type Resolved, resolveViolation } from './violation-path.js';

/** `<path>: <message>`: the value that is wrong, or the head of the object that lacks one. */
export const placeViolation: Placer = ({ text, root, rules }) =>
  resolveViolation(root, text).map((found) => spanOfViolation(root, found, rules));

function spanOfViolation(root: MappingNode, { path, node, rest, message }: Resolved, rules: RuleSetName): Span {
  const inside = placeInside(node, message, rules);
  if (inside !== undefined) return inside;
  // A label written as `key: value` has no node for its `value`: it is that.
  if (rest.length === 0 || rest[0] === 'value') return spanOfPath(root, path);
  return comparedBy(node, rest[0]!) ?? headOfPath(root, path);
}

/** `intervalLessThanMaxDuration` is no property: the one that its name begins with is the place. */
function comparedBy(node: FlowNode, name: string): Span | undefined {
  if (node.kind !== 'mapping') return undefined;
  const entry = node.entries.find(({ key }) => name.startsWith(key) && /[A-Z]/.test(name.charAt(key.length)));
  return entry && valueSpans(node, entry.key)[0];
}

/** Messages about an object that mean something in it. */
const INSIDE: readonly (readonly [
  RegExp,
  (node: FlowNode | undefined, match: RegExpExecArray, rules: RuleSetName) => readonly Span[],
])[] = [
  [/^invalid cron expression/, (node) => valueSpans(node, 'cron')],
  // So say 1.0 to 1.2 of a retry; 1.3 says it of the property.
  [/^'(\w+)' must be less than '\w+' but is /, (node, match) => valueSpans(node, match[1]!)],
  [/^Inputs with a default value must be required/, (node) => valueSpans(node, 'required')],
  [/^Inputs with a default value cannot also have a prefill/, (node) => keySpans(node, 'prefill')],
  [
    /^Not existing task id in dependency: ([^]*)$/,
    (node, match) =>
      match[1]!
        .split(', ')
        .flatMap((name) => dagItems(node).flatMap((item) => itemSpans(valueOf(item, 'dependsOn'), name))),
  ],
  [/^Cyclic dependency detected: ([^]*)$/, (node, match) => cycleIn(node, match[1]!.split(', '))],
  [
    /^Invalid Plugin Default: No (?:property '([^']*)' exists|value provided for key '([^']*)')/,
    (node, match) => keySpans(valueOf(node, 'values'), match[1] ?? match[2]!),
  ],
  [/^`\w+` cannot be null for type /, (node) => valueSpans(node, 'type')],
  [/^Only runnable tasks are allowed/, (node, _match, rules) => notRunnable(node, rules)],
];

/**
 * The place in an object that a message about the object means; undefined when it means the object itself.
 */
function placeInside(node: FlowNode | undefined, message: string, rules: RuleSetName): Span | undefined {
  for (const [pattern, place] of INSIDE) {
    const match = pattern.exec(message);
    if (match !== null) return place(node, match, rules)[0];
  }
  return undefined;
}

/** The same, where the path may lead into the object that the message is about. */
export function placeAround(root: FlowNode, path: YamlPath, message: string, rules: RuleSetName): Span | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = placeInside(nodeAt(root, path.slice(0, length)), message, rules);
    if (found !== undefined) return found;
  }
  return undefined;
}

function dagItems(dag: FlowNode | undefined): readonly FlowNode[] {
  return itemsOf(valueOf(dag, 'tasks'));
}

/** Where the first task of a cycle names another one of it. */
function cycleIn(dag: FlowNode | undefined, names: readonly (string | undefined)[]): readonly Span[] {
  const ofCycle = dagItems(dag).filter((item) => names.includes(readText(nodeAt(item, ['task', 'id']))));
  return ofCycle.flatMap((item) => names.flatMap((name) => itemSpans(valueOf(item, 'dependsOn'), name)));
}

function notRunnable(directory: FlowNode | undefined, rules: RuleSetName): readonly Span[] {
  return itemsOf(valueOf(directory, 'tasks')).flatMap((child) => {
    const type = typeOf(child);
    return type !== undefined && isTaskThatRuns(rules, type) === false ? valueSpans(child, 'type') : [];
  });
}
