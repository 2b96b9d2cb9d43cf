import type { Finding } from '../findings/finding.js';
import { forceNamespace } from '../flows/edit-namespace.js';
import { parseFlow } from '../flows/parse-flow.js';
import { positionAt } from '../flows/positions.js';
import type { FlowFile } from '../flows/source.js';
import type { ParsedFlow } from '../flows/tree.js';
import type { PreparedFlow } from './desired.js';

/**
 * Flows with the edit that was asked for, and the way back from their lines to the lines of the workspace.
 */
export interface ForcedNamespace {
  readonly flows: readonly PreparedFlow[];
  /** A finding about an edited flow, at its place in the file as it lies in the workspace. */
  readonly toAuthored: (finding: Finding) => Finding;
}

/** `removed` characters of the authored text, from `from` on, became `inserted` characters at `to`. */
interface Replacement {
  readonly from: number;
  readonly removed: number;
  readonly to: number;
  readonly inserted: number;
}

interface EditedFile {
  readonly authored: FlowFile;
  readonly edited: FlowFile;
  readonly replacements: readonly Replacement[];
}

/**
 * Puts `namespace` into every flow, as an edit of its text; what cannot be edited stays, for the checks to
 * judge.
 */
export function forceNamespaceOnAll(flows: readonly ParsedFlow[], namespace: string | undefined): ForcedNamespace {
  if (namespace === undefined) {
    return { flows: flows.map((flow) => ({ authored: flow, edited: flow })), toAuthored: (finding) => finding };
  }
  const byFile = new Map<FlowFile, ParsedFlow[]>();
  for (const flow of flows) {
    const inFile = byFile.get(flow.document.file);
    if (inFile === undefined) byFile.set(flow.document.file, [flow]);
    else inFile.push(flow);
  }
  const edited = new Map<ParsedFlow, ParsedFlow>();
  const files = new Map<string, EditedFile>();
  for (const [file, inFile] of byFile) {
    const result = editFile(file, inFile, namespace, (flow, forced) => edited.set(flow, forced));
    if (result !== undefined) files.set(file.path, result);
  }
  return {
    flows: flows.map((flow) => ({ authored: flow, edited: edited.get(flow) ?? flow })),
    toAuthored: (finding) => moveBack(finding, files.get(finding.file)),
  };
}

function editFile(
  authored: FlowFile,
  flows: readonly ParsedFlow[],
  namespace: string,
  keep: (flow: ParsedFlow, edited: ParsedFlow) => void,
): EditedFile | undefined {
  const ordered = flows.toSorted((a, b) => a.document.start - b.document.start);
  const sources = ordered.map(
    (flow) => (flow.ok ? forceNamespace(flow, namespace) : undefined) ?? flow.document.source,
  );
  if (ordered.every((flow, index) => flow.document.source === sources[index])) return undefined;
  const pieces: string[] = [];
  const replacements: Replacement[] = [];
  const starts: number[] = [];
  let from = 0;
  let to = 0;
  for (const [index, { document }] of ordered.entries()) {
    pieces.push(authored.text.slice(from, document.start), sources[index]!);
    to += document.start - from;
    starts.push(to);
    replacements.push(differenceOf(document.source, sources[index]!, document.start, to));
    from = document.start + document.source.length;
    to += sources[index]!.length;
  }
  const edited: FlowFile = { path: authored.path, text: pieces.join('') + authored.text.slice(from) };
  for (const [index, flow] of ordered.entries()) {
    const document = { ...flow.document, file: edited, start: starts[index]!, source: sources[index]! };
    keep(flow, flow.document.source === document.source ? { ...flow, document } : parseFlow(document));
  }
  return { authored, edited, replacements };
}

/** The one stretch in which two texts differ. */
function differenceOf(before: string, after: string, from: number, to: number): Replacement {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    from: from + head,
    removed: before.length - head - tail,
    to: to + head,
    inserted: after.length - head - tail,
  };
}

function moveBack(finding: Finding, file: EditedFile | undefined): Finding {
  if (file === undefined || finding.range === undefined) return finding;
  const place = (line: number, column: number) =>
    positionAt(file.authored, authoredOffset(offsetAt(file.edited.text, line, column), file.replacements));
  const start = place(finding.range.startLine, finding.range.startColumn);
  const end = place(finding.range.endLine, finding.range.endColumn);
  return {
    ...finding,
    range: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

function authoredOffset(offset: number, replacements: readonly Replacement[]): number {
  const { from, removed, to, inserted } = replacements.findLast((candidate) => candidate.to <= offset) ?? {
    from: 0,
    removed: 0,
    to: 0,
    inserted: 0,
  };
  const behind = offset - to;
  return behind >= inserted ? from + removed + behind - inserted : from + Math.min(behind, removed);
}

/** Offset of a 1-based line and column; a byte order mark has no column. */
function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let left = line - 1; left > 0; left--) start = text.indexOf('\n', start) + 1;
  const mark = line === 1 && text.startsWith('\uFEFF') ? 1 : 0;
  return Math.min(start + mark + column - 1, text.length);
}
