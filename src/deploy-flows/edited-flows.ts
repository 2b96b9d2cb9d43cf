import type { Finding } from '../findings/finding.js';
import { parseFlow } from '../flows/parse-flow.js';
import { positionAt } from '../flows/positions.js';
import type { FlowFile } from '../flows/source.js';
import { applyEdits, inOrder, type TextEdit } from '../flows/text-edit.js';
import type { ParsedFlow } from '../flows/tree.js';
import { groupBy } from '../group-by.js';
import type { PreparedFlow } from './desired.js';

/**
 * Flows with the edits that were asked for, and the way back from their lines to the lines of the workspace.
 */
export interface EditedFlows {
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

/** The flows after their edits; one without an edit stays what it is. */
export function editFlows(
  flows: readonly ParsedFlow[],
  editsOf: (flow: ParsedFlow) => readonly TextEdit[],
): EditedFlows {
  const items = flows.map((flow) => ({ flow, edits: inOrder(editsOf(flow)) }));
  const byFile = groupBy(items, ({ flow }) => flow.document.file);
  const edited = new Map<ParsedFlow, ParsedFlow>();
  const files = new Map<string, EditedFile>();
  for (const [file, inFile] of byFile) {
    if (inFile.every(({ edits }) => edits.length === 0)) continue;
    files.set(
      file.path,
      editFile(file, inFile, (flow, after) => edited.set(flow, after)),
    );
  }
  return {
    flows: flows.map((flow) => ({ authored: flow, edited: edited.get(flow) ?? flow })),
    toAuthored: (finding) => moveBack(finding, files.get(finding.file)),
  };
}

function editFile(
  authored: FlowFile,
  flows: readonly { readonly flow: ParsedFlow; readonly edits: readonly TextEdit[] }[],
  keep: (flow: ParsedFlow, edited: ParsedFlow) => void,
): EditedFile {
  const ordered = flows.toSorted((a, b) => a.flow.document.start - b.flow.document.start);
  const pieces: string[] = [];
  const replacements: Replacement[] = [];
  const moved: { readonly flow: ParsedFlow; readonly start: number; readonly source: string }[] = [];
  let from = 0;
  let length = 0;
  for (const { flow, edits } of ordered) {
    const { document } = flow;
    const source = applyEdits(document.source, edits);
    pieces.push(authored.text.slice(from, document.start), source);
    length += document.start - from;
    moved.push({ flow, start: length, source });
    let grown = 0;
    for (const { start, end, text } of edits) {
      replacements.push({
        from: document.start + start,
        removed: end - start,
        to: length + start + grown,
        inserted: text.length,
      });
      grown += text.length - (end - start);
    }
    from = document.start + document.source.length;
    length += source.length;
  }
  const edited: FlowFile = { path: authored.path, text: pieces.join('') + authored.text.slice(from) };
  for (const { flow, start, source } of moved) {
    const document = { ...flow.document, file: edited, start, source };
    keep(flow, flow.document.source === source ? { ...flow, document } : parseFlow(document));
  }
  return { authored, edited, replacements };
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
