import type { Finding } from '../../../src/findings/finding.js';
import { sendable, splitDocuments } from '../../../src/flows/documents.js';
import { forceNamespace } from '../../force-namespace.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { positionAt } from '../../../src/flows/positions.js';
import type { FlowFile } from '../../../src/flows/source.js';
import { identityOf } from '../../../src/flows/identity.js';
import { walk } from '../../../src/flows/navigate.js';
import type { ParsedDocument } from '../../../src/flows/tree.js';

/** What must hold for whatever was read from a file; each line is a promise that was broken. */
export function brokenPromises(file: FlowFile, findings: readonly Finding[]): readonly string[] {
  return [...wrongFindings(file, findings), ...wrongDocuments(file)];
}

/** Every finding names its file and a range inside it. */
export function wrongFindings({ path, text }: FlowFile, findings: readonly Finding[]): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return findings.flatMap((finding) => {
    const { file, range, rule, message } = finding;
    const broken = (what: string) => [`${what}: ${JSON.stringify(finding).slice(0, 500)}`];
    if (file !== path) return broken('another file');
    if (rule === '' || message.trim() === '') return broken('no words');
    if (message.length > 20_000) return [`a message of ${message.length} characters, rule ${rule}`];
    if (range === undefined) return broken('no range');
    const { startLine, startColumn, endLine, endColumn } = range;
    if (![startLine, startColumn, endLine, endColumn].every((one) => Number.isInteger(one) && one >= 1))
      return broken('not 1-based');
    if (endLine < startLine || (endLine === startLine && endColumn < startColumn))
      return broken('ends before it starts');
    if (endLine > lines.length) return broken('beyond the last line');
    if (startColumn > lines[startLine - 1]!.length + 1) return broken('starts beyond its line');
    if (endColumn > lines[endLine - 1]!.length + 1) return broken('ends beyond its line');
    return [];
  });
}

/**
 * Documents are slices of the file in order, what lies between them is markers, blanks and comments, and so
 * is what is sent of them.
 */
function wrongDocuments(file: FlowFile): readonly string[] {
  const { text } = file;
  const broken: string[] = [];
  let last = 0;
  const documents = splitDocuments(file);
  const between = (from: number, to: number) => {
    if (withoutMarkers(text.slice(from, to)) !== '')
      broken.push(`lost between documents: ${JSON.stringify(text.slice(from, to)).slice(0, 300)}`);
  };
  for (const document of documents) {
    const { start, source, index, count } = document;
    if (start < last) broken.push(`document ${index} overlaps the one before`);
    if (text.slice(start, start + source.length) !== source) broken.push(`document ${index} is no slice of the file`);
    if (count !== documents.length) broken.push(`document ${index} counts wrong`);
    between(last, start);
    last = start + source.length;
    const sent = sendable(document);
    if (source.slice(sent.start, sent.start + sent.text.length) !== sent.text)
      broken.push(`document ${index} is not sent as it is`);
    const parsed = parseFlow(document);
    if (parsed.ok) broken.push(...wrongTree(parsed), ...wrongEdit(parsed));
  }
  between(last, text.length);
  return broken;
}

function withoutMarkers(text: string): string {
  return text
    .replaceAll('\uFEFF', '')
    .replace(/^(---|\.\.\.)(?=[ \t\r\n]|$)/gm, '')
    .replace(/^[^\S\n]*[#%][^\n]*$/gm, '')
    .replace(/\s+/g, '');
}

/** Every span lies in the source, children in their parents, and positions lead back to their offsets. */
function wrongTree({ root, document }: ParsedDocument): readonly string[] {
  const broken: string[] = [];
  const { source, file, start } = document;
  const lineStart = (line: number) => {
    let offset = 0;
    for (let left = line - 1; left > 0; left--) offset = file.text.indexOf('\n', offset) + 1;
    return offset;
  };
  let checked = 0;
  for (const { node } of walk(root)) {
    if (++checked > 300) break;
    const spans = [node.span, ...(node.kind === 'mapping' ? node.entries.map(({ keySpan }) => keySpan) : [])];
    for (const span of spans.slice(0, 50)) {
      if (!(span.start >= 0 && span.end >= span.start && span.end <= source.length)) {
        broken.push(`a span outside the source: ${JSON.stringify(span)} of ${source.length}`);
        continue;
      }
      const { line, column } = positionAt(file, start + span.start);
      if (line > 2000) continue;
      const mark = line === 1 && file.text.startsWith('\uFEFF') ? 1 : 0;
      const back = lineStart(line) + column - 1 + mark;
      if (back !== start + span.start && !(mark === 1 && start + span.start === 0))
        broken.push(`offset ${start + span.start} is at ${line}:${column}, which is offset ${back}`);
    }
  }
  return broken.slice(0, 3);
}

/**
 * Another namespace is exactly that: the edited document has it, keeps its id, and a second edit changes
 * nothing.
 */
function wrongEdit(parsed: ParsedDocument): readonly string[] {
  const edited = forceNamespace(parsed, 'other.space');
  if (edited === undefined) return [];
  const again = parseFlow({ file: { path: 'x', text: edited }, index: 0, count: 1, start: 0, source: edited });
  const shown = () => JSON.stringify([parsed.document.source.slice(0, 300), edited.slice(0, 300)]);
  if (!again.ok) {
    if (again.problem.kind === 'limit') return [];
    return [`the edit broke the document (${again.problem.constraints}): ${shown()}`];
  }
  const { namespace, id } = identityOf(again.root);
  if (namespace !== 'other.space') return [`the edit did not reach the namespace (${namespace}): ${shown()}`];
  if (id !== identityOf(parsed.root).id) return [`the edit changed the id: ${shown()}`];
  if (forceNamespace(again, 'other.space') !== edited) return [`a second edit changed something: ${shown()}`];
  return [];
}
