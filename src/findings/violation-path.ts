import { entryOf, mappingsIn, valueOf, type Visited } from '../flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../flows/tree.js';

/** Where the path of a violation leads. */
export interface Resolved {
  readonly path: YamlPath;
  /** The rest that has no node: a property that is missing, or one that Kestra computes. */
  readonly rest: readonly string[];
}

/**
 * Follows the path of a violation: `tasks[0].id`, `hello.message` (1.3: an id from anywhere first), `tasks[hello].message` (2.0), `m._else[0].message`.
 * Of several that fit, one that lacks the last property comes first.
 */
export function resolveViolationPath(root: MappingNode, text: string): Resolved {
  const direct = follow(root, [], tokensOf(text));
  if (direct.path.length > 0 || valueOf(root, tokensOf(text)[0]!) !== undefined) return direct;
  const byId = candidatesById(root, text);
  return byId.find((found) => found.rest.length > 0) ?? byId[0] ?? direct;
}

/** Every task, trigger or input with an id that the path begins with. */
function candidatesById(root: MappingNode, text: string): readonly Resolved[] {
  const owners: { readonly owner: Visited<MappingNode>; readonly rest: string }[] = [];
  let longest = 0;
  for (const owner of mappingsIn(root)) {
    const id = valueOf(owner.node, 'id');
    if (owner.path.length === 0 || id?.kind !== 'scalar') continue;
    const name = String(id.value);
    // Nested ones carry the innermost id once for every level: `l.l.l.message`.
    let rest = text;
    while (name !== '' && rest.startsWith(`${name}.`)) rest = rest.slice(name.length + 1);
    if (rest === text) continue;
    owners.push({ owner, rest });
    longest = Math.max(longest, name.length);
  }
  return owners
    .filter(({ owner }) => String((valueOf(owner.node, 'id') as { value: unknown }).value).length === longest)
    .map(({ owner, rest }) => follow(owner.node, owner.path, tokensOf(rest)));
}

/** `tasks[a].retry.type` → tasks, [a], retry, type. */
function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const pattern = /\[([^\]]*)\]|([^.[]+)/g;
  for (const [, bracket, name] of text.matchAll(pattern)) tokens.push(bracket === undefined ? name! : `[${bracket}`);
  return tokens;
}

function follow(start: FlowNode, at: YamlPath, tokens: readonly string[]): Resolved {
  let node = start;
  let path = at;
  for (const [index, token] of tokens.entries()) {
    const step = stepInto(node, token);
    if (step === undefined) return { path, rest: tokens.slice(index).filter((left) => !left.startsWith('<')) };
    [path, node] = [[...path, step.key], step.node];
  }
  return { path, rest: [] };
}

function stepInto(
  node: FlowNode,
  token: string,
): { readonly key: string | number; readonly node: FlowNode } | undefined {
  if (token.startsWith('[')) return itemOf(node, token.slice(1));
  // Java names that are no words of YAML: _finally, _else, _assert.
  for (const key of [token, token.replace(/^_/, '')]) {
    const value = entryOf(node, key)?.value;
    if (value !== undefined) return { key, node: value };
  }
  return undefined;
}

/** An item by its id, else by its index; of labels in a mapping the entry at that place. */
function itemOf(node: FlowNode, name: string): { readonly key: string | number; readonly node: FlowNode } | undefined {
  if (node.kind === 'mapping') {
    const entry = entryOf(node, name) ?? (/^\d+$/.test(name) ? node.entries[Number(name)] : undefined);
    return entry && { key: entry.key, node: entry.value };
  }
  if (node.kind !== 'sequence') return undefined;
  const wanted = name === 'null' ? undefined : name;
  const named = node.items.findIndex((item) => idOf(item) === wanted && item.kind === 'mapping');
  const index = named !== -1 ? named : /^\d+$/.test(name) ? Number(name) : -1;
  const found = node.items[index];
  return found && { key: index, node: found };
}

function idOf(node: FlowNode): string | undefined {
  const id = valueOf(node, 'id');
  return id?.kind === 'scalar' && id.value !== null && id.value !== '' ? String(id.value) : undefined;
}
