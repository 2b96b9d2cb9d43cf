import { findDuplicateFlows } from '../findings/duplicate-flows.js';
import type { Finding } from '../findings/finding.js';
import { findingOfSyntax, findingsOfLocalProblems } from '../findings/verdict-findings.js';
import { splitDocuments } from '../flows/documents.js';
import { findFileIncludes } from '../flows/file-includes.js';
import { entryOf } from '../flows/navigate.js';
import { findLocalProblems } from '../flows/local-problems.js';
import { parseFlow } from '../flows/parse-flow.js';
import { rangeOf } from '../flows/positions.js';
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
    const parsed = documents.map(parseFlow);
    const others = parsed.filter(isOtherYaml);
    // Of a file of other YAML one finding says it all, however many documents it has.
    const reported = others.length === parsed.length ? others.slice(0, 1) : others;
    findings.push(...reported.map(({ document }) => otherYaml(document)));
    return parsed.filter((flow) => !others.includes(flow));
  });
  return { flows, findings };
}

/** What every flow has; YAML of other tools may have an `id` by chance. */
const OF_FLOWS = ['namespace', 'tasks', 'triggers', 'inputs', 'labels'];

/** YAML of something else: it is judged no further. An empty mapping may be a flow that somebody begins. */
function isOtherYaml(flow: ParsedFlow): boolean {
  if (!flow.ok || flow.root.kind !== 'mapping' || flow.root.entries.length === 0) return false;
  return !OF_FLOWS.some((key) => entryOf(flow.root, key) !== undefined);
}

/** Flow files that are read, and all that is certain about them without a server. */
export interface CheckedFiles {
  readonly files: readonly FlowFile[];
  readonly flows: readonly ParsedFlow[];
  /** All files, also those that could not be read as text. */
  readonly paths: readonly string[];
  /** Identities are judged over all files, and reported are only these. */
  readonly isReported: (path: string) => boolean;
  /** Of the files that are reported on. */
  readonly findings: readonly Finding[];
}

/**
 * @param unreadable about files that could not be read as text
 * @param changed report on these files only
 */
export function checkFiles(
  files: readonly FlowFile[],
  unreadable: readonly Finding[],
  changed?: ReadonlySet<string>,
): CheckedFiles {
  const isReported = (path: string) => changed === undefined || changed.has(path);
  const { flows, findings } = readFlows(files);
  const found = [...findings, ...unreadable, ...checkLocally(flows, ({ file }) => isReported(file.path))];
  return {
    files,
    flows,
    paths: [...files.map(({ path }) => path), ...unreadable.map(({ file }) => file)],
    isReported,
    findings: found.filter(({ file }) => isReported(file)),
  };
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

function otherYaml(document: FlowDocument): Finding {
  return {
    severity: 'error',
    rule: 'not-a-flow',
    message: 'This does not look like a flow: it has no `namespace` and no `tasks`.',
    hint: 'Set `directory` to the folder of the flows, or leave the file out with `exclude`.',
    origin: 'local',
    file: document.file.path,
    range: rangeOf(document, { start: 0, end: 0 }),
    ...(document.count > 1 ? { document: document.index } : {}),
  };
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
