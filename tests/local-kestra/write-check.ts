import { entryOf } from '../../src/flows/navigate.js';
import { identityOf } from '../../src/flows/identity.js';
import { isJavaTrue } from '../../src/flows/java-boolean.js';
import type { FlowNode, MappingEntry, ParsedFlow, YamlPath } from '../../src/flows/tree.js';
import type { RuleVerdict } from '../../src/rules/verdict.js';
import { parseSource } from '../flow-source.js';
import type { FlowStore } from './flow-store.js';
import { judge } from './judging.js';
import { chainOf, propertyPath } from './property-path.js';
import { internalError, invalidEntity, type Refusal } from './refusal.js';
import type { Settings } from './settings.js';

export interface CheckedFlow {
  readonly namespace: string;
  readonly id: string;
  readonly disabled: boolean;
  /** The flow says so of itself: it is stored, and gone. */
  readonly deleted: boolean;
}

/**
 * What a write makes of a source. "lenient" is the PUT of 1.3: properties that nobody knows go through,
 * except in what is read strictly before.
 * @throws Refusal when the flow is refused
 */
export function checkSource(
  source: string,
  strictness: 'strict' | 'lenient',
  settings: Settings,
  flows: FlowStore,
): CheckedFlow {
  const parsed = parseSource(source);
  if (parsed.ok) {
    const duplicate = firstDuplicate(parsed.root, []);
    if (duplicate !== undefined) throw yamlRefusal(duplicateText(duplicate, source));
  }
  const verdict = strictness === 'strict' ? judge(parsed, settings, flows) : judgeLeniently(parsed, settings, flows);
  const { constraints } = verdict.server;
  if (constraints !== undefined) throw refusalOf(constraints, verdict, parsed);
  const root = parsed.ok ? parsed.root : undefined;
  const { namespace = '', id = '' } = root ? identityOf(root) : {};
  const says = (key: string) => isJavaTrue(root && entryOf(root, key)?.value);
  return { namespace, id, disabled: says('disabled'), deleted: says('deleted') };
}

/** Parts of a flow that are read strictly even by a lenient PUT. */
const STRICT_PARTS = ['inputs', 'outputs', 'labels', 'concurrency', 'sla', 'workerGroup'];

function judgeLeniently(parsed: ParsedFlow, settings: Settings, flows: FlowStore): RuleVerdict {
  for (let current = parsed; ;) {
    const verdict = judge(current, settings, flows);
    const unknown = verdict.problems.find(
      ({ rule, answer }) => rule === 'unknown-property' && answer === 'constraints',
    );
    const path = unknown !== undefined && 'path' in unknown.target ? unknown.target.path : undefined;
    if (!current.ok || path === undefined || STRICT_PARTS.includes(String(path[0]))) return verdict;
    const root = without(current.root, path);
    if (root === undefined) return verdict;
    current = { ...current, root };
  }
}

/** The tree without the entry that a path leads to. */
function without(node: FlowNode, [step, ...rest]: YamlPath): FlowNode | undefined {
  if (node.kind === 'sequence' && typeof step === 'number' && node.items[step] !== undefined) {
    const item = without(node.items[step], rest);
    return item && { ...node, items: node.items.with(step, item) };
  }
  const index = node.kind === 'mapping' ? node.entries.findLastIndex(({ key }) => key === step) : -1;
  if (node.kind !== 'mapping' || index === -1) return undefined;
  if (rest.length === 0) return { ...node, entries: node.entries.toSpliced(index, 1) };
  const entry = node.entries[index]!;
  const value = without(entry.value, rest);
  return value && { ...node, entries: node.entries.with(index, { ...entry, value }) };
}

/** The error of a write, from what the validation says about the same flow. */
function refusalOf(constraints: string, verdict: RuleVerdict, parsed: ParsedFlow): Refusal {
  const unable = /^Unable to validate the flow: ([^]*)$/.exec(constraints)?.[1];
  if (unable !== undefined) return internalError(unable);
  const text = constraints.replace(/^Validation error: /, '');
  if (text.startsWith('Illegal Flow source: ')) return yamlRefusal(text.replace('Illegal Flow source: ', ''));
  const target = verdict.problems.find(({ answer }) => answer === 'constraints')?.target;
  const path = target !== undefined && 'path' in target ? target.path : [];
  const root = parsed.ok && parsed.root.kind === 'mapping' ? parsed.root : undefined;
  if (text.startsWith('Illegal flowwithsource source: ')) {
    const message = text.replace('Illegal flowwithsource source: ', '');
    const chain = /\(through reference chain: (.*?)\)(?= \(at line|$)/.exec(message)?.[1];
    return invalidEntity(text, [{ message, path: chain ?? 'yaml' }]);
  }
  if (text.startsWith('Unrecognized field ')) {
    return invalidEntity(text, [{ message: text, path: root ? chainOf(root, path) : '' }]);
  }
  const unknownType = /^Invalid type: (.*)$/.exec(text)?.[1];
  if (unknownType !== undefined && root !== undefined) {
    const chain = chainOf(root, path.at(-1) === 'type' ? path.slice(0, -1) : path);
    const long = `Could not resolve type id '${unknownType}' as a subtype of \`io.kestra.core.models.Plugin\`: No plugin registered for the defined type: '${unknownType}'\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: ${chain})`;
    return invalidEntity(text, [
      { message: long, path: chain },
      { message: text, path: chain },
    ]);
  }
  return violationRefusal(text, verdict);
}

function violationRefusal(text: string, verdict: RuleVerdict): Refusal {
  const whole = text.startsWith(' ') ? `:${text}` : text;
  const details = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const cut = Math.max(line.indexOf(': '), 0);
      const target = verdict.problems.find((problem) => problem.text === line)?.target;
      const place = target !== undefined && 'path' in target ? target.path : [];
      return { message: line.slice(cut + 2), path: propertyPath(line.slice(0, cut), place) };
    });
  return invalidEntity(whole, details);
}

/** A failure of the parser; `text` without what was being read. */
function yamlRefusal(text: string): Refusal {
  return invalidEntity(`Illegal genericflow source: ${text}`, [{ message: text, path: 'yaml' }]);
}

interface Duplicate {
  readonly entry: MappingEntry;
  readonly path: YamlPath;
}

/** The first key that its mapping has already, in the order of the document. */
function firstDuplicate(node: FlowNode, path: YamlPath): Duplicate | undefined {
  const children =
    node.kind === 'mapping'
      ? node.entries.map((entry) => ({ entry, value: entry.value, step: entry.key }))
      : node.kind === 'sequence'
        ? node.items.map((value, step) => ({ entry: undefined, value, step }))
        : [];
  const seen = new Set<string>();
  for (const { entry, value, step } of children) {
    if (entry !== undefined && seen.has(entry.key)) return { entry, path: [...path, step] };
    if (entry !== undefined) seen.add(entry.key);
    const inside = firstDuplicate(value, [...path, step]);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function duplicateText({ entry, path }: Duplicate, source: string): string {
  const before = source.slice(0, entry.keySpan.end);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const chain =
    path.length > 1 ? ` (through reference chain: io.kestra.core.models.flows.GenericFlow["${String(path[0])}"])` : '';
  return `YAML parsing error: Duplicate field '${entry.key}'\n at [Source: (StringReader); line: ${line}, column: ${column}]${chain} (at line ${line})`;
}
