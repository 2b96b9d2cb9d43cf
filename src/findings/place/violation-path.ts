import { entryOf, itemsOf, mappingsIn, type Visited } from '../../flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { likeliestFirst } from './likeliest-first.js';
import { idOf } from './spans.js';

/** Where the path of a violation leads. */
export interface Resolved {
  readonly path: YamlPath;
  /** What stands at the path. */
  readonly node: FlowNode;
  /** The rest that has no node: a property that is missing, or one that Kestra computes. */
  readonly rest: readonly string[];
  /** What stands behind the path and its colon. */
  readonly message: string;
}

/**
 * Every place that the line of a violation can mean, the likeliest first. Under a task Kestra prints the
 * task's id in place of each `tasks[n]` on the way: 1.3 alone (`inner.inner.message`, `m.then[0].message`),
 * 2.0 in brackets (`tasks[inner].tasks[inner].message`, `tasks[null].id`); under an input the same with
 * `inputs[n]`; anything else keeps its index.
 */
export function resolveViolation(root: MappingNode, line: string): readonly Resolved[] {
  const mappings = mappingsIn(root);
  const found = [...asPrinted(mappings, line), ...byIndex(root, line), ...byIdAlone(mappings, line)];
  return likeliestFirst(found, hasDefect);
}

/** Objects whose path Kestra prints exactly as the line begins; the innermost first. */
function asPrinted(mappings: readonly Visited<MappingNode>[], line: string): readonly Resolved[] {
  const found = mappings.flatMap((owner) =>
    printedPaths(owner)
      .filter((printed) => line.startsWith(printed) && /^(?:\.|\[|: )/.test(line.slice(printed.length)))
      .map((printed) => ({ owner, printed })),
  );
  return longestOf(found).map(({ owner, printed }) => followFrom(owner, line.slice(printed.length)));
}

interface Match {
  readonly owner: Visited<MappingNode>;
  /** What the line begins with. */
  readonly printed: string;
}

function longestOf(found: readonly Match[]): readonly Match[] {
  const longest = found.reduce((length, { printed }) => Math.max(length, printed.length), 0);
  return found.filter(({ printed }) => printed.length === longest);
}

/** As 1.3 and as 2.0 print an object that has an id; 2.0 prints "null" for a task without. */
function printedPaths({ node, path }: Visited<MappingNode>): readonly string[] {
  const list = path[0] === 'inputs' ? 'inputs' : 'tasks';
  if (!path.includes(list)) return [];
  const id = idOf(node);
  const now = print(path, list, `${list}[${id ?? 'null'}]`);
  // An empty id leaves nothing of the path but the dot behind it.
  return id === undefined ? [now] : [id === '' ? '' : print(path, list, id), now];
}

function print(path: YamlPath, list: string, element: string): string {
  let printed = '';
  for (let index = 0; index < path.length; index++) {
    const step = path[index]!;
    if (step === list) {
      printed += `.${element}`;
      index++;
    } else if (typeof step === 'number' || path[index - 1] === 'cases') printed += `[${step}]`;
    else printed += `.${JAVA_NAMES.get(step) ?? step}`;
  }
  return printed.slice(1);
}

/** Properties that are called otherwise in Java, where their names are words of the language. */
const JAVA_NAMES: ReadonlyMap<string, string> = new Map([
  ['else', '_else'],
  ['finally', '_finally'],
]);

/** The path by keys and indexes, as saving a flow prints it. */
function byIndex(root: MappingNode, line: string): readonly Resolved[] {
  const found = followFrom({ node: root, path: [] }, line);
  return found.path.length > 0 || found.rest.length === 1 ? [found] : [];
}

/** A task, trigger or input anywhere, whose id the line begins with. */
function byIdAlone(mappings: readonly Visited<MappingNode>[], line: string): readonly Resolved[] {
  const [, ...inside] = mappings;
  const found = inside.flatMap((owner) => {
    const id = idOf(owner.node);
    return id !== undefined && line.startsWith(id) && /^[.[:]/.test(line.slice(id.length))
      ? [{ owner, printed: id }]
      : [];
  });
  return longestOf(found).map(({ owner, printed }) => followFrom(owner, line.slice(printed.length)));
}

function followFrom(start: Visited, line: string): Resolved {
  const parts = line.split(': ');
  const message = parts.slice(1).join(': ');
  const tokens = [...parts[0]!.matchAll(/\[[^\][]*\]|[^.[]+/g)].map(([whole]) => whole);
  let { node, path } = start;
  for (const [index, token] of tokens.entries()) {
    const step = stepInto(node, token, path.at(-1) === 'labels');
    // "<map value>" is the value itself.
    if (step === undefined)
      return { path, node, rest: tokens.slice(index).filter((left) => !left.startsWith('<')), message };
    [path, node] = [[...path, step.key], step.node];
  }
  return { path, node, rest: [], message };
}

interface Step {
  readonly key: string | number;
  readonly node: FlowNode;
}

function stepInto(node: FlowNode, token: string, isLabels: boolean): Step | undefined {
  if (token.startsWith('[')) return itemOf(node, token.slice(1, -1), isLabels);
  for (const key of [token, token.replace(/^_/, '')]) {
    const value = entryOf(node, key)?.value;
    if (value !== undefined) return { key, node: value };
  }
  return undefined;
}

/** An item by its index; of labels in a mapping the entry at that place. */
function itemOf(node: FlowNode, name: string, isLabels: boolean): Step | undefined {
  const index = Number(name);
  if (node.kind === 'mapping') {
    // Kestra drops what has no value before it counts.
    const counted = node.entries.filter(({ value }) => value.kind !== 'scalar' || value.value !== null);
    const entry = entryOf(node, name) ?? (isLabels ? counted[index] : undefined);
    return entry && { key: entry.key, node: entry.value };
  }
  const item = itemsOf(node)[index];
  return item && { key: index, node: item };
}

/** Whether what the message says is true of a place: what must not be missing is, what is wrong exists. */
function hasDefect({ node, rest, message }: Resolved): boolean {
  if (!MISSING.has(message)) return rest.length === 0;
  return rest.length > 0 ? rest.length === 1 : isNothing(node);
}

const MISSING = new Set(['must not be null', 'must not be blank', 'must not be empty']);

function isNothing(node: FlowNode): boolean {
  if (node.kind === 'scalar') return node.value === null || node.text.trim() === '';
  return (node.kind === 'mapping' ? node.entries : node.items).length === 0;
}
