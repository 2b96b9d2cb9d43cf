import { entryOf, mappingsIn, valueOf, type Visited } from '../../flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { idOf } from './spans.js';

/** Where the path of a violation leads. */
export interface Resolved {
  readonly path: YamlPath;
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
  // Stable: of several that truly have the defect, the first.
  return [...found.filter(hasDefect(root)), ...found.filter((one) => !hasDefect(root)(one))];
}

/** Objects whose path Kestra prints exactly as the line begins; the innermost first. */
function asPrinted(mappings: readonly Visited<MappingNode>[], line: string): readonly Resolved[] {
  const found: { readonly owner: Visited<MappingNode>; readonly printed: string }[] = [];
  for (const owner of mappings) {
    for (const printed of printedPaths(owner)) {
      if (line.startsWith(printed) && /^(?:\.|\[|: )/.test(line.slice(printed.length, printed.length + 2))) {
        found.push({ owner, printed });
      }
    }
  }
  const longest = Math.max(0, ...found.map(({ printed }) => printed.length));
  return found
    .filter(({ printed }) => printed.length === longest)
    .map(({ owner }) => followFrom(owner, line.slice(longest)));
}

/** As 1.3 and as 2.0 print an object that has an id; 2.0 prints "null" for a task without. */
function printedPaths({ node, path }: Visited<MappingNode>): readonly string[] {
  const list = path[0] === 'inputs' ? 'inputs' : 'tasks';
  if (!path.includes(list)) return [];
  const id = idOf(node) ?? (isEmptyText(valueOf(node, 'id')) ? '' : undefined);
  // An empty id leaves nothing of the path but the dot behind it.
  const old = id === '' ? '' : print(path, list, id);
  const now = print(path, list, `${list}[${id ?? 'null'}]`);
  return id === undefined ? [now] : [old, now];
}

function isEmptyText(id: FlowNode | undefined): boolean {
  return id?.kind === 'scalar' && (id.style === 'absent' || id.value === '');
}

function print(path: YamlPath, list: string, element: string | undefined): string {
  let printed = '';
  for (let index = 0; index < path.length; index++) {
    const step = path[index]!;
    if (step === list && typeof path[index + 1] === 'number') {
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

/** The path by keys and indexes, as saving a flow prints it; ids in brackets are looked up in their list. */
function byIndex(root: MappingNode, line: string): readonly Resolved[] {
  const found = followFrom({ node: root, path: [] }, line);
  return found.path.length > 0 || found.rest.length === 1 ? [found] : [];
}

/** A task, trigger or input anywhere, whose id the line begins with. */
function byIdAlone(mappings: readonly Visited<MappingNode>[], line: string): readonly Resolved[] {
  const owners = mappings.filter(({ node, path }) => {
    const id = idOf(node);
    return path.length > 0 && id !== undefined && line.startsWith(id) && /^[.[:]/.test(line.slice(id.length));
  });
  const longest = Math.max(0, ...owners.map(({ node }) => idOf(node)!.length));
  return owners
    .filter(({ node }) => idOf(node)!.length === longest)
    .map((owner) => followFrom(owner, line.slice(longest)));
}

function followFrom(start: Visited, line: string): Resolved {
  const colon = line.indexOf(': ');
  const text = colon === -1 ? line : line.slice(0, colon);
  const message = colon === -1 ? '' : line.slice(colon + 2);
  const tokens = [...text.matchAll(/\[[^\][]*\]|[^.[]+/g)].map(([whole]) => whole);
  let { node, path } = start;
  for (const [index, token] of tokens.entries()) {
    const step = stepInto(node, token);
    if (step === undefined) return { path, rest: tokens.slice(index).filter((left) => !left.startsWith('<')), message };
    [path, node] = [[...path, step.key], step.node];
  }
  return { path, rest: [], message };
}

interface Step {
  readonly key: string | number;
  readonly node: FlowNode;
}

function stepInto(node: FlowNode, token: string): Step | undefined {
  if (token.startsWith('[')) return itemOf(node, token.slice(1, -1));
  for (const key of [token, token.replace(/^_/, '')]) {
    const value = entryOf(node, key)?.value;
    if (value !== undefined) return { key, node: value };
  }
  return undefined;
}

/** An item by its index, else by its id; of labels in a mapping the entry at that place. */
function itemOf(node: FlowNode, name: string): Step | undefined {
  const index = /^\d+$/.test(name) ? Number(name) : -1;
  if (node.kind === 'mapping') {
    // Kestra drops what has no value before it counts.
    const counted = node.entries.filter(({ value }) => value.kind !== 'scalar' || value.value !== null);
    const entry = entryOf(node, name) ?? counted[index];
    return entry && { key: entry.key, node: entry.value };
  }
  if (node.kind !== 'sequence') return undefined;
  const wanted = name === 'null' ? undefined : name;
  const at =
    index in node.items ? index : node.items.findIndex((item) => item.kind === 'mapping' && idOf(item) === wanted);
  const found = node.items[at];
  return found && { key: at, node: found };
}

/** Whether what the message says is true of a place: what must not be missing is, what is wrong exists. */
function hasDefect(root: MappingNode): (found: Resolved) => boolean {
  return ({ path, rest, message }) => {
    if (!/^must not be (?:null|blank|empty)$/.test(message)) return rest.length === 0;
    if (rest.length > 0) return rest.length === 1;
    let node: FlowNode | undefined = root;
    for (const step of path) {
      if (typeof step === 'string') node = valueOf(node, step);
      else node = node?.kind === 'sequence' ? node.items[step] : undefined;
    }
    if (node === undefined) return true;
    if (node.kind === 'scalar') return node.value === null || node.text.trim() === '';
    return (node.kind === 'mapping' ? node.entries : node.items).length === 0;
  };
}
