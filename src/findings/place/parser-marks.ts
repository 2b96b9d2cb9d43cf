import { sendable } from '../../flows/documents.js';
import { mappingsIn } from '../../flows/navigate.js';
import { positionAt, spanOfLine } from '../../flows/positions.js';
import type { FlowDocument, Span } from '../../flows/source.js';
import type { ParsedFlow } from '../../flows/tree.js';
import { nextYamlLine } from '../../flows/yaml-lines.js';
import { matchAt } from '../kestra-texts.js';

/**
 * Line and column in a message of Kestra's YAML parser: of SnakeYAML's marks the last is the problem, but at
 * the end of the stream the first one tells more; else Jackson's location; else a line alone.
 * @param linesBefore lines that the server saw before the text that was sent
 */
export function placeByMarks(parsed: ParsedFlow, text: string, linesBefore: number): Span | undefined {
  const { document } = parsed;
  const marks = [...text.matchAll(/^ in 'reader', line (\d+), column (\d+)/gm)];
  const mark = text.includes('unexpected end of stream') ? marks[0] : marks.at(-1);
  if (mark !== undefined) return spanAt(document, Number(mark[1]) - linesBefore, Number(mark[2]));
  const source = /^ at \[Source: [^;\n]*; line: (\d+), column: (\d+)\]/m.exec(text);
  const line = source?.[1] ?? (/^Illegal \w+ source: /.test(text) ? /\(at line (\d+)\)$/.exec(text)?.[1] : undefined);
  if (line === undefined) return undefined;
  const field = matchAt(text, "Duplicate field '", /Duplicate field '([^\n]*)'/y)?.[1];
  const wanted = Number(line) - linesBefore;
  // Without a column our own parser knows more, if it stopped on the same line.
  const vague = source === null || /No content to map|Malformed numeric/.test(text);
  if (!parsed.ok && vague) {
    const span = spanAt(document, wanted);
    return sameLine(document, span, parsed.problem.span) ? parsed.problem.span : span;
  }
  const place = spanAt(document, wanted, vague ? undefined : Number(source[2]));
  return field === undefined ? place : (repeatedKey(parsed, field, place) ?? spanAt(document, wanted));
}

/** From the place to the end of its line; lines and columns as SnakeYAML counts them. */
function spanAt(document: FlowDocument, line: number, column?: number): Span {
  const { source } = document;
  const { start } = sendable(document);
  let from = start;
  for (let left = line - 1; left > 0; left--) {
    const next = nextYamlLine(source, from);
    if (next === undefined) break;
    from = next;
  }
  // Our lines end with LF alone: what stands on this line, without the break itself.
  const whole = spanOfLine(document, from, 1);
  if (column === undefined) return whole;
  // Kestra counts characters, we count UTF-16 units.
  let at = from;
  for (let left = column - 1; left > 0 && at < whole.end; left--)
    at += String.fromCodePoint(source.codePointAt(at)!).length;
  return { start: at, end: Math.max(whole.end, at) };
}

function sameLine({ file, start }: FlowDocument, a: Span, b: Span): boolean {
  return positionAt(file, start + a.start).line === positionAt(file, start + b.start).line;
}

/** Jackson stands behind the key when it notices that it has seen it before. */
function repeatedKey(parsed: ParsedFlow, key: string, place: Span): Span | undefined {
  if (!parsed.ok) return undefined;
  const keys = mappingsIn(parsed.root).flatMap(({ node }) => node.entries);
  const before = keys.filter(({ keySpan }) => keySpan.start <= place.start);
  return before.findLast((one) => one.key === key)?.keySpan;
}
