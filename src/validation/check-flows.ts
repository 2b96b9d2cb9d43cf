import { findDuplicateFlows } from '../findings/duplicate-flows.js';
import type { Finding } from '../findings/finding.js';
import { findingOfSyntax, findingsOfLocalProblems } from '../findings/verdict-findings.js';
import { splitDocuments } from '../flows/documents.js';
import { findFileIncludes } from '../flows/file-includes.js';
import { findLocalProblems } from '../flows/local-problems.js';
import { parseFlow } from '../flows/parse-flow.js';
import type { FlowDocument, FlowFile } from '../flows/source.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';

/** The documents of all files, parsed, and what is wrong with files that have none. */
export function readFlows(files: readonly FlowFile[]): {
  readonly flows: readonly ParsedFlow[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const flows = files.flatMap((file) => {
    const documents = splitDocuments(file);
    if (documents.length === 0) findings.push(emptyFile(file));
    return documents.map(parseFlow);
  });
  return { flows, findings };
}

/** All that is certain about these files without a server, of those that are reported on. */
export function checkFiles(
  { flows, findings }: ReturnType<typeof readFlows>,
  unreadable: readonly Finding[],
  isReported: (path: string) => boolean,
): readonly Finding[] {
  const found = [...findings, ...unreadable, ...checkLocally(flows, ({ file }) => isReported(file.path))];
  return found.filter(({ file }) => isReported(file));
}

/** What needs no server: syntax, duplicate keys, wrong identities, the same flow twice. */
export function checkLocally(
  flows: readonly ParsedFlow[],
  isReported?: (document: FlowDocument) => boolean,
): readonly Finding[] {
  const parsed = flows.filter((flow): flow is ParsedDocument => flow.ok);
  return [
    ...flows.flatMap((flow) => [
      ...(flow.ok ? findingsOfLocalProblems(flow, findLocalProblems(flow)) : [findingOfSyntax(flow)]),
      ...findingsOfLocalProblems(flow, findFileIncludes(flow.document)),
    ]),
    ...findDuplicateFlows(parsed, isReported),
  ];
}

function emptyFile({ path }: FlowFile): Finding {
  return {
    severity: 'error',
    rule: 'empty-document',
    message: 'There is no flow here: the file is empty or holds only comments.',
    hint: 'Remove it, or leave it out with `exclude`.',
    origin: 'local',
    file: path,
    range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
  };
}
