import { itemsOf, nodeAt, textOf, valueOf, walk } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode } from '../../flows/tree.js';
import { between } from '../kestra-texts.js';
import { likeliestFirst } from './likeliest-first.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer, Reported } from './reported.js';
import { headOfPath, idOf, keySpans, readText, valueSpans } from './spans.js';

interface Sentence {
  readonly pattern: RegExp;
  readonly kind: 'task' | 'trigger' | 'input';
  /** Where in the object; without it, or when there is nothing, the object's head. */
  readonly place?: (node: FlowNode, match: RegExpExecArray) => readonly Span[];
}

const SENTENCES: readonly Sentence[] = [
  {
    pattern: /^The task '([^']+)' cannot use the '(\w+)' property/,
    kind: 'task',
    place: (node, match) => keySpans(node, match[2]!),
  },
  {
    pattern: /^Task '([^']+)' can't have any `(\w+)`/,
    kind: 'task',
    place: (node, match) => keySpans(node, match[2]!),
  },
  { pattern: /^This flow will be triggered for EVERY [^']*'([^']+)'\.$/, kind: 'trigger' },
  {
    pattern: /^Input with id '([^']+)' depends on a non-existent input '([^']*)'/,
    kind: 'input',
    place: (node, match) => itemSpans(dependencies(node), match[2]!),
  },
  {
    pattern: /^Invalid default for input '([^']+)'/,
    kind: 'input',
    place: (node) => valueSpans(node, 'defaults'),
  },
  {
    pattern: /^Missing inputs for [\w ]*Trigger '([^']+)'/,
    kind: 'trigger',
    place: (node) => keySpans(node, 'inputs'),
  },
  {
    pattern: /^Invalid value for input '[^']*' supplied by [\w ]*Trigger '([^']+)'/,
    kind: 'trigger',
    place: (node, match) => [
      ...valueSpans(valueOf(node, 'inputs'), between(match[0], "'", "'")!),
      ...keySpans(node, 'inputs'),
    ],
  },
  {
    pattern: /^Cycle dependency detected for input with id '([^']+)': \[([^]*)\]/,
    kind: 'input',
    // The circle may lie behind an input that is none of it.
    place: (node, match) => {
      const circle: readonly (string | undefined)[] = match[2]!.split(', ');
      const needed = likeliestFirst(itemsOf(dependencies(node)), (item) => circle.includes(readText(item)));
      return needed.map(({ span }) => span);
    },
  },
];

/** Sentences that name a task, trigger or input: its property that they are about, else its head. */
export const placeNamed: Placer = ({ text, root }) => {
  for (const { pattern, kind, place } of SENTENCES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const named = objectsIn(root).filter(({ node, path }) => kindOf(path) === kind && idOf(node) === match[1]);
    const inside = named.flatMap(({ node }) => place?.(node, match) ?? []);
    return inside.length > 0 ? inside : named.map(({ path }) => headOfPath(root, path));
  }
  return [];
};

function dependencies(input: FlowNode): FlowNode | undefined {
  return nodeAt(input, ['dependsOn', 'inputs']);
}

/** The items of a list of texts that are this text. */
export function itemSpans(list: FlowNode | undefined, text: string | undefined): readonly Span[] {
  return itemsOf(list)
    .filter((item) => readText(item) === text)
    .map(({ span }) => span);
}

/** Sentences about the flow as a whole: the value that they speak of. */
export const placeAboutFlow: Placer = (reported) => {
  const { text, root } = reported;
  if (/^Flow id is a reserved/.test(text)) return valueSpans(root, 'id');
  if (/^Namespace '[^]*' does not exist/.test(text)) return valueSpans(root, 'namespace');
  if (text === 'outdated') return valueSpans(root, 'revision');
  if (text.startsWith('pluginDefaultsRef: ')) return unknownDefaults(reported);
  return offendingLabel(reported);
};

function offendingLabel({ text, root }: Reported): readonly Span[] {
  const label = /offending label: ([^]*)/.exec(text)?.[1];
  const labels = valueOf(root, 'labels');
  if (label === undefined || labels === undefined) return [];
  if (labels.kind === 'mapping') {
    return labels.entries.filter(({ key }) => label.startsWith(`${key}=`)).map(({ keySpan }) => keySpan);
  }
  return itemsOf(labels)
    .filter((item) => label.startsWith(`${String(readText(valueOf(item, 'key')))}=`))
    .flatMap((item) => valueSpans(item, 'key'));
}

function unknownDefaults({ text, root }: Reported): readonly Span[] {
  return objectsIn(root)
    .filter(({ node }) => text.includes(`'${String(textOf(node, 'pluginDefaultsRef'))}'`))
    .flatMap(({ node }) => valueSpans(node, 'pluginDefaultsRef'));
}

/** `X is replaced by Y`: every value of a mapping that is X. */
export const placeReplacedType: Placer = ({ text, root }) => {
  const old = /^(\S+) is replaced by /.exec(text)?.[1];
  return walk(root).flatMap(({ node, path }) =>
    node.kind === 'scalar' && typeof path.at(-1) === 'string' && node.text === old ? [node.span] : [],
  );
};
