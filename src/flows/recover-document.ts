import { MAX_TOKENS, readYaml, scalarBefore } from '../yaml/read-yaml.js';
import type { YamlProblem } from '../yaml/problem.js';
import { problemOf } from './syntax-problem.js';
import type { Span } from './source.js';
import { blankOut, brokenPart, hasOtherKeys, outlineOfFlow } from './unreadable-parts.js';
import type { FlowNode, ParsedDocument, SyntaxProblem, UnparsedDocument } from './tree.js';

/** A document without the parts that are no YAML. */
export interface RecoveredDocument {
  readonly parsed: ParsedDocument;
  /** Problems of the syntax in other parts than the first one. */
  readonly problems: readonly SyntaxProblem[];
  /** Nodes that stand for a part which could not be read. */
  readonly isUnreadable: (node: FlowNode) => boolean;
  /** A key that no flow has may stand at the left margin of a part that could not be read. */
  readonly hidesKeys: boolean;
  /** Offsets in the document's source. */
  readonly unreadable: readonly Span[];
}

/** Of a longer text one problem is enough. */
const MAX_LENGTH = 300_000;
const MAX_PARTS = 6;
const BROKEN_OFF = new Set(['depth', 'size', 'tokens']);

/** Text from both sides of a merge: what of it will stay is not known. */
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r]|$)/m;

/**
 * Reads what can still be read of a document with a problem of its syntax: the item of a list, or the
 * property of the flow, that the problem is in is left out. Undefined where it is not clear what belongs to
 * it.
 * @param isProperty whether a flow has a property: other keys at the left margin are lost text
 */
export function recoverDocument(
  { document, problem }: UnparsedDocument,
  isProperty: (key: string) => boolean,
): RecoveredDocument | undefined {
  const { source } = document;
  if (problem.kind !== 'syntax' || source.length > MAX_LENGTH || CONFLICT.test(source)) return undefined;
  const outline = outlineOfFlow(source, isProperty);
  const unreadable: Span[] = [];
  const problems: SyntaxProblem[] = [];
  let text = source;
  let next: YamlProblem = problem.yaml;
  for (let round = 0; round < MAX_PARTS; round++) {
    const part = BROKEN_OFF.has(next.kind) ? undefined : brokenPart(outline, source, extentOf(next, text));
    if (part === undefined || unreadable.some((other) => other.start < part.end && part.start < other.end))
      return undefined;
    if (next !== problem.yaml) problems.push(problemOf(next, source));
    unreadable.push(part);
    text = blankOut(text, part, outline);
    const reading = readYaml(text, MAX_TOKENS);
    if (reading.kind === 'problem') next = reading.problem;
    else {
      if (reading.kind === 'empty' || reading.root.kind !== 'mapping') return undefined;
      const isUnreadable = (node: FlowNode): boolean =>
        node.kind === 'scalar' &&
        unreadable.some(({ start, end }) => start <= node.span.start && node.span.start <= end);
      const hidesKeys = unreadable.some((hidden) => hasOtherKeys(outline, source, hidden));
      return { parsed: { ok: true, document, root: reading.root }, problems, isUnreadable, hidesKeys, unreadable };
    }
  }
  return undefined;
}

/** From where the text that cannot be read may begin, to where the parser noticed it. */
function extentOf({ mark, context, contextMark }: YamlProblem, text: string): Span {
  const isInside = contextMark !== undefined && !/^while parsing a block/.test(context ?? '');
  const noticed = isInside ? contextMark.offset : mark.offset;
  const before = scalarBefore(text, noticed);
  // Text in quotes over several lines ends where another one was to begin: its own end is missing.
  if (before !== undefined && isOpenQuote(text, before, noticed)) return { start: before.start, end: before.start };
  // What never ends has run through everything behind it.
  const isOpen = isInside && mark.offset === text.length;
  return { start: isInside ? noticed : (before?.start ?? noticed), end: isOpen ? noticed : mark.offset };
}

function isOpenQuote(text: string, { start, end }: Span, noticed: number): boolean {
  return /^["'][^]*\n/.test(text.slice(start, end)) && !text.slice(end, noticed).includes('\n');
}
