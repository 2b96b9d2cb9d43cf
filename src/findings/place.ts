import { entryAt, entryOf, mappingsIn, nodeAt, valueOf, walk } from '../flows/navigate.js';
import { spanOfLine } from '../flows/positions.js';
import { sendable } from '../flows/documents.js';
import type { Span } from '../flows/source.js';
import type { FlowNode, MappingNode, ParsedDocument, ParsedFlow, YamlPath } from '../flows/tree.js';
import type { ProblemTarget } from '../rules/verdict.js';
import { resolveViolationPath } from './violation-path.js';

/** The span that a problem in the server's words is about; without anything better, the flow's `id`. */
export function placeText(parsed: ParsedFlow, text: string, answer: string, linesBefore = 0): Span {
  const line = placeByLine(parsed, text, linesBefore);
  if (!parsed.ok) return line ?? parsed.problem.span;
  if (line !== undefined) return line;
  const { root } = parsed;
  if (root.kind !== 'mapping') return root.span;
  for (const place of answer === 'deprecationPaths' ? [placeDeprecation] : PLACERS) {
    const span = place(root, text, parsed);
    if (span !== undefined) return span;
  }
  return headOf(root);
}

/** The span of a rule's own target. */
export function placeTarget(parsed: ParsedFlow, target: ProblemTarget): Span {
  if ('span' in target) return target.span;
  if (!parsed.ok) return parsed.problem.span;
  return target.part === 'key' ? keySpan(parsed.root, target.path) : spanOfPath(parsed.root, target.path);
}

type Placer = (root: MappingNode, text: string, parsed: ParsedDocument) => Span | undefined;

/** Line and column in a parser's message: the last mark is the problem, but at the end of the stream the first one tells more. */
function placeByLine(parsed: ParsedFlow, text: string, linesBefore: number): Span | undefined {
  const { document } = parsed;
  const { start } = sendable(document);
  const at = (line: string, column?: string) =>
    spanOfLine(
      document,
      start,
      Math.max(Number(line) - linesBefore, 1),
      column === undefined ? undefined : Number(column),
    );
  const marks = [...text.matchAll(/in 'reader', line (\d+), column (\d+)/g)];
  const mark = /unexpected end of stream/.test(text) ? marks[0] : marks.at(-1);
  if (mark !== undefined) return at(mark[1]!, mark[2]!);
  const source = /line: (\d+), column: (\d+)\]/.exec(text);
  if (source !== null) return at(source[1]!, /No content to map|Malformed numeric/.test(text) ? undefined : source[2]);
  const line = /\(at line (\d+)\)/.exec(text);
  return line === null ? undefined : at(line[1]!);
}

const placeUnknownProperty: Placer = (root, text) => {
  const match = /Unrecognized field "((?:[^"\\]|\\.)*)" \(class ([^)]+)\)/.exec(text);
  if (match === null) return undefined;
  const key = match[1]!;
  const className = match[2]!.replace(/\$\w*Builder\w*$/, '');
  const known = [...text.matchAll(/"([^"]+)"/g)].slice(1).map(([, name]) => name!);
  if (/\.flows\.(FlowWithSource|GenericFlow|Flow)$/.test(className)) return keySpanIn(root, key);
  const holders = [...mappingsIn(root)].filter(({ node, path }) => path.length > 0 && entryOf(node, key) !== undefined);
  const byType = holders.find(({ node }) => typeOf(node) === className);
  const simple = className.replace(/^.*[.$]/, '');
  const byAlias = holders.find(({ node }) => typeOf(node)?.endsWith(`.${simple}`));
  const isInput = /\.flows\.input\./.test(className);
  const byPlace = isInput ? holders.find(({ path }) => path.includes('inputs')) : undefined;
  // A nested object has no type of its own: everything else in it is a known property.
  const byShape = holders.find(({ node }) =>
    node.entries.every((entry) => entry.key === key || known.includes(entry.key)),
  );
  const holder = byType ?? byAlias ?? byPlace ?? byShape ?? holders[0];
  return holder === undefined ? undefined : keySpanIn(holder.node, key);
};

const placeInvalidType: Placer = (root, text) => {
  const match = /Invalid type: ([^]*?)(?:\n at \[|$)/.exec(text);
  if (match === null) return undefined;
  const type = match[1]!.trim();
  if (type !== '<null>' && type !== 'null') {
    for (const { node } of mappingsIn(root)) {
      const value = valueOf(node, 'type');
      if (value?.kind === 'scalar' && (value.text === type || String(value.value) === type)) return value.span;
    }
    return undefined;
  }
  for (const { node, path } of mappingsIn(root)) {
    const list = path.at(-2);
    const isPlugin = typeof path.at(-1) === 'number' && typeof list === 'string' && PLUGIN_LISTS.has(list);
    const value = valueOf(node, 'type');
    if (isPlugin && (value?.kind !== 'scalar' || typeof value.value !== 'string' || value.value === '')) {
      return value === undefined ? headOf(node) : value.span;
    }
  }
  return undefined;
};

const PLUGIN_LISTS = new Set([
  'tasks',
  'triggers',
  'errors',
  'finally',
  'afterExecution',
  'inputs',
  'outputs',
  'then',
  'else',
  'defaults',
  'conditions',
  'sla',
]);

const placeReferenceChain: Placer = (root, text) => {
  const chain = /\(through reference chain: ([^]*?)\)(?: \(at line|$)/.exec(text)?.[1];
  if (chain === undefined) return undefined;
  const path: (string | number)[] = [];
  for (const [, key, index] of chain.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/g)) path.push(key ?? Number(index));
  while (path.length > 0 && nodeAt(root, path) === undefined) path.pop();
  return path.length === 0 ? undefined : spanOfPath(root, path);
};

const placeDuplicate: Placer = (root, text) => {
  const match =
    /Duplicate (task|trigger|input|output|preconditions|input path)[\w ]*? (?:with (?:name|id) )?\[([^\]]*)\]/.exec(
      text,
    );
  if (match === null) return undefined;
  const names = match[2]!.split(', ');
  const seen = new Set<string>();
  const inside = (path: YamlPath) => path.length > 0 && kindOf(path) === match[1]!.replace(' path', '');
  for (const { node, path } of mappingsIn(root)) {
    const id = valueOf(node, 'id');
    if (id?.kind !== 'scalar' || !inside(path)) continue;
    if (names.includes(String(id.value)) && seen.has(String(id.value))) return id.span;
    seen.add(String(id.value));
  }
  return undefined;
};

function kindOf(path: YamlPath): string {
  if (path[0] === 'triggers') return path.includes('preconditions') ? 'preconditions' : 'trigger';
  if (path[0] === 'inputs') return 'input';
  if (path[0] === 'outputs') return 'output';
  return 'task';
}

const placeDashedReference: Placer = (root, text, { document }) => {
  const match = /Invalid (input|output) reference: .*offending (tasks|outputs): \[?([^\]\n]*)/.exec(text);
  if (match === null) return undefined;
  const reference = match[1] === 'input' ? /inputs\.\w+-[\w-]+/ : /outputs\.\w+-[\w-]+/;
  for (const name of match[3]!.split(', ')) {
    for (const { node } of mappingsIn(root)) {
      const id = valueOf(node, 'id');
      if (id?.kind !== 'scalar' || String(id.value) !== name.trim()) continue;
      for (const { node: inner } of walk(node)) {
        if (inner.kind !== 'scalar') continue;
        const found = reference.exec(document.source.slice(inner.span.start, inner.span.end));
        if (found === null) continue;
        const start = inner.span.start + found.index;
        return { start, end: start + found[0].length };
      }
      return id.span;
    }
  }
  return undefined;
};

const placeSubflow: Placer = (root, text) => {
  const match =
    /^The subflow '(.*)' (?:not found|is disabled) in namespace '(.*)'\.$/.exec(text) ??
    /^Recursive call to flow \[(.*)\.([^.]*)\]$/.exec(text);
  if (match === null) return undefined;
  const [id, namespace] = text.startsWith('The') ? [match[1], match[2]] : [match[2], match[1]];
  for (const { node } of mappingsIn(root)) {
    const flow = valueOf(node, 'flowId');
    const own = valueOf(node, 'namespace');
    if (flow?.kind === 'scalar' && flow.text === id && own?.kind === 'scalar' && own.text === namespace)
      return flow.span;
  }
  return undefined;
};

/** Sentences that name a task, trigger or input and one of its properties. */
const NAMED: readonly { readonly pattern: RegExp; readonly property?: string }[] = [
  { pattern: /^The task '(.+)' cannot use the '(\w+)' property/ },
  { pattern: /^Task '(.+)' can't have any `(\w+)`/ },
  { pattern: /the Flow trigger '(.+)'\.$/, property: 'type' },
  { pattern: /^Input with id '(.+?)' depends on/, property: 'dependsOn' },
  { pattern: /^Cycle dependency detected for input with id '(.+?)'/, property: 'dependsOn' },
];

const placeNamed: Placer = (root, text) => {
  for (const { pattern, property } of NAMED) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const key = property ?? match[2]!;
    for (const { node, path } of mappingsIn(root)) {
      const id = valueOf(node, 'id');
      if (path.length === 0 || id?.kind !== 'scalar' || String(id.value) !== match[1]) continue;
      const entry = entryOf(node, key);
      return entry === undefined ? id.span : key === 'type' ? entry.value.span : entry.keySpan;
    }
  }
  return undefined;
};

const placeAboutFlow: Placer = (root, text) => {
  const value = (key: string) => valueOf(root, key)?.span;
  if (/^Flow id is a reserved/.test(text)) return value('id');
  if (/^Namespace '.*' does not exist/.test(text) || /cast to class java\.lang\.String/.test(text))
    return value('namespace');
  if (/cast to class java\.lang\.Integer/.test(text)) return value('revision');
  if (text === 'outdated') return value('revision');
  const label = /offending label: ([^=\s]+)=/.exec(text)?.[1];
  if (label !== undefined) {
    const labels = valueOf(root, 'labels');
    const entry = entryOf(labels, label);
    if (entry !== undefined) return entry.keySpan;
    const item = labels?.kind === 'sequence' ? labels.items.find((one) => textIn(one, 'key') === label) : undefined;
    return item && valueOf(item, 'key')?.span;
  }
  return undefined;
};

const placeReplacedType: Placer = (root, text) => {
  const old = /^(\S+) is replaced by \S+$/.exec(text)?.[1];
  if (old === undefined) return undefined;
  for (const { node } of walk(root)) if (node.kind === 'scalar' && node.text === old) return node.span;
  return undefined;
};

const placeViolation: Placer = (root, text) => {
  const match = /^([^:\s][^:]*): /.exec(text);
  if (match === null) return undefined;
  const { path, rest } = resolveViolationPath(root, match[1]!);
  if (path.length === 0 && rest.length > 0) return rest.length === 1 ? headOf(root) : undefined;
  const cron = /invalid cron expression/.test(text) ? entryAt(root, [...path, 'cron'])?.value.span : undefined;
  return cron ?? (rest.length > 0 ? keySpan(root, path) : spanOfPath(root, path));
};

/** Paths of deprecations forget where an object is nested: the first object that has such a path. */
const placeDeprecation: Placer = (root, text) => {
  for (const { node, path } of mappingsIn(root)) {
    const steps = text
      .split(/[.[\]]+/)
      .filter((step) => step !== '')
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const found = nodeAt(node, steps);
    if (found === undefined) continue;
    if (found.kind === 'mapping' && typeof steps.at(-1) === 'number')
      return valueOf(found, 'type')?.span ?? headOf(found);
    return keySpan(root, [...path, ...steps]);
  }
  return undefined;
};

const PLACERS: readonly Placer[] = [
  placeUnknownProperty,
  placeInvalidType,
  placeReferenceChain,
  placeDuplicate,
  placeDashedReference,
  placeSubflow,
  placeNamed,
  placeAboutFlow,
  placeReplacedType,
  placeViolation,
];

/** A scalar itself; of a mapping or list the key it stands under, of one in a list its first key. */
function spanOfPath(root: FlowNode, path: YamlPath): Span {
  const node = nodeAt(root, path);
  if (node === undefined) return keySpan(root, path);
  if (node.kind === 'scalar' && node.span.end > node.span.start) return node.span;
  return keySpan(root, path);
}

/** The key of the last step, or what stands nearest to it. */
function keySpan(root: FlowNode, path: YamlPath): Span {
  const entry = entryAt(root, path);
  if (entry !== undefined) return entry.keySpan;
  const node = nodeAt(root, path);
  if (node === undefined) return path.length === 0 ? root.span : keySpan(root, path.slice(0, -1));
  return headOf(node);
}

function keySpanIn(node: MappingNode, key: string): Span | undefined {
  return entryOf(node, key)?.keySpan;
}

/** The beginning of an object: its first key, which is on the line a person looks at. */
function headOf(node: FlowNode): Span {
  if (node.kind === 'mapping') return node.entries[0]?.keySpan ?? node.span;
  if (node.kind === 'sequence') return node.items[0] === undefined ? node.span : headOf(node.items[0]);
  return node.span;
}

function typeOf(node: FlowNode): string | undefined {
  return textIn(node, 'type');
}

function textIn(node: FlowNode, key: string): string | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}
