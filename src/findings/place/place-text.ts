import { nodeAt, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, ParsedFlow, YamlPath } from '../../flows/tree.js';
import type { RuleProblem, RuleSetName } from '../../rules/verdict.js';
import { placeDeprecation } from './deprecation.js';
import { placeDuplicate } from './duplicates.js';
import { placeInternal } from './internals.js';
import { placeInvalidType } from './invalid-type.js';
import { placeByMarks } from './parser-marks.js';
import { placeReferenceChain } from './reference-chain.js';
import { placeDashedReference, placeSubflow } from './references.js';
import type { Placer } from './reported.js';
import { placeAboutFlow, placeNamed, placeReplacedType } from './sentences.js';
import { headOf, headOfPath, spanOfPath } from './spans.js';
import { placeUnknownProperty } from './unknown-property.js';
import { placeAround, placeViolation } from './violation.js';

/** By family; the first that knows the text decides. */
const PLACERS: readonly Placer[] = [
  placeUnknownProperty,
  placeInvalidType,
  placeReferenceChain,
  placeInternal,
  placeDuplicate,
  placeDashedReference,
  placeSubflow,
  placeNamed,
  placeAboutFlow,
  placeReplacedType,
  placeViolation,
];

export interface TextToPlace {
  /** A single problem in the server's words. */
  readonly text: string;
  /** Which part of the answer reports it. */
  readonly answer: string;
  readonly rules: RuleSetName;
  /**
   * How many equal texts of the same answer came before: the second of them means the second place that fits.
   */
  readonly nth?: number;
  /** Lines that the server saw before the text that was sent. */
  readonly linesBefore?: number;
}

/** The span that a problem in the server's words is about; without anything better, the head of the flow. */
export function placeText(parsed: ParsedFlow, { text, answer, rules, nth = 0, linesBefore = 0 }: TextToPlace): Span {
  const byMarks = placeByMarks(parsed, text, linesBefore);
  if (byMarks !== undefined) return byMarks;
  if (!parsed.ok) return parsed.problem.span;
  const { root, document } = parsed;
  if (root.kind !== 'mapping') return root.span;
  for (const place of answer === 'deprecationPaths' ? [placeDeprecation] : PLACERS) {
    const spans = place({ text, root, document, rules });
    if (spans.length > 0) return spans[Math.min(nth, spans.length - 1)]!;
  }
  return headOf(root);
}

/** Sentences that name what they mean: of the places with that name, a rule's target only tells which one. */
const NAMING: readonly Placer[] = [placeDashedReference, placeNamed, placeAboutFlow];

/** The span of a problem of the offline rules: its own target, or what its words mean in there. */
export function placeRule(parsed: ParsedFlow, { text, target }: RuleProblem, rules: RuleSetName): Span {
  if ('span' in target) return target.span;
  if (!parsed.ok) return parsed.problem.span;
  const { root, document } = parsed;
  if (root.kind !== 'mapping') return root.span;
  const { path, part } = target;
  // A label written as `key: value` is one entry: its key and its value are distinguished by the path alone.
  const isLabelKey = /^labels\[\d+\]\.key: /.test(text) && path.length === 2;
  const own = part === 'key' || isLabelKey ? headOfPath(root, path) : spanOfPath(root, path);
  const reported = { text, root, document, rules };
  const [duplicate] = placeDuplicate(reported);
  if (duplicate !== undefined) return duplicate;
  const empty = emptyValue(root, path, text);
  if (empty !== undefined) return empty;
  for (const place of NAMING) {
    const spans = place(reported);
    if (spans.length > 0) return nearest(spans, own);
  }
  return placeAround(root, path, text.slice(text.indexOf(': ') + 2), rules) ?? own;
}

/** Kestra drops what is null before it reads: the property is missing for the rules, but it can be seen. */
function emptyValue(root: FlowNode, path: YamlPath, text: string): Span | undefined {
  const colon = text.lastIndexOf(': ');
  if (!/: must not be (?:null|blank|empty)$/.test(text)) return undefined;
  const value = valueOf(nodeAt(root, path), text.slice(0, colon).split('.').at(-1)!);
  return value?.kind === 'scalar' && value.value === null ? value.span : undefined;
}

function nearest(spans: readonly Span[], to: Span): Span {
  const away = ({ start }: Span): number => Math.abs(start - to.start);
  return spans.toSorted((a, b) => away(a) - away(b))[0]!;
}
