import pLimit from 'p-limit';
import type { Finding } from '../findings/finding.js';
import { findingsOfProblems } from '../findings/verdict-findings.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';
import { type FileReference, fileReferencesOf, namespacesFilledBy } from '../lint/file-references.js';
import { FilePaths, missingFile } from '../lint/missing-files.js';
import type { RuleSetName } from '../rules/verdict.js';
import type { FileLists, ServerFailures } from './ports.js';

interface Options {
  readonly rules: RuleSetName;
  readonly concurrency: number;
  /** All flows of the run, also those that are not reported on: they may bring files. */
  readonly allFlows: readonly ParsedFlow[];
}

/**
 * Warnings about namespace files that flows name and that are neither on the server nor in the checkout, from
 * where they may be uploaded. One request a namespace in which files are named; none when no flow names any.
 */
export async function findUnknownFiles(
  flows: readonly ParsedFlow[],
  lists: FileLists,
  failures: Pick<ServerFailures, 'isRefusal'>,
  { rules, concurrency, allFlows }: Options,
): Promise<ReadonlyMap<ParsedFlow, readonly Finding[]>> {
  const isFilled = filledBy(allFlows);
  const named = flows
    .filter(isDocument)
    .flatMap((flow) => fileReferencesOf(flow, rules).map((file) => ({ flow, file })));
  const open = named.filter(({ file }) => !file.namespaces.some(isFilled));
  const known = new Map<string, FilePaths | undefined>();
  const look = async (namespaces: readonly string[]) => {
    const unread = [...new Set(namespaces)].filter((namespace) => !known.has(namespace));
    await pLimit(concurrency).map(unread, async (namespace) => {
      known.set(namespace, await listed(namespace, lists, failures));
    });
  };
  const placesOf = ({ namespaces }: FileReference) => (lists.inherits ? namespaces.flatMap(withParents) : namespaces);
  const isMissing = (places: readonly string[], file: FileReference) =>
    places.every((namespace) => {
      const files = known.get(namespace);
      return files !== undefined && !files.has(file) && (file.kind === 'include' || !files.hasFolder(file));
    });

  await look(open.flatMap(({ file }) => file.namespaces));
  let missing = open.filter(({ file }) => isMissing(file.namespaces, file));
  await look(missing.flatMap(({ file }) => placesOf(file)));
  missing = missing.filter(({ file }) => isMissing(placesOf(file), file));
  if (missing.length === 0) return new Map();

  const checkout = await lists.inCheckout();
  if (checkout === undefined) return new Map();
  const names = new Set(checkout.map(baseName));
  const findings = new Map<ParsedFlow, readonly Finding[]>();
  for (const { flow, file } of missing) {
    // Whatever folder it goes to: what has that name may become it.
    if (names.has(baseName(file.path))) continue;
    const paths = new FilePaths(file.namespaces.flatMap((namespace) => known.get(namespace)?.paths ?? []));
    const problem = missingFile(file, paths, ', and none in the checkout that could become it');
    findings.set(flow, [...(findings.get(flow) ?? []), ...findingsOfProblems(flow, [problem], rules)]);
  }
  return findings;
}

function isDocument(flow: ParsedFlow): flow is ParsedDocument {
  return flow.ok;
}

/** undefined: the server does not tell. */
async function listed(
  namespace: string,
  lists: FileLists,
  failures: Pick<ServerFailures, 'isRefusal'>,
): Promise<FilePaths | undefined> {
  try {
    return new FilePaths(await lists.onServer(namespace));
  } catch (error) {
    if (failures.isRefusal(error)) return undefined;
    throw error;
  }
}

/** Whether tasks of these flows bring files into a namespace, whatever their names. */
function filledBy(flows: readonly ParsedFlow[]): (namespace: string) => boolean {
  const filled = flows.flatMap((flow) =>
    flow.ok && flow.root.kind === 'mapping' ? [namespacesFilledBy(flow.root)] : [],
  );
  if (filled.includes('all')) return () => true;
  const namespaces = new Set(filled.flatMap((some) => (some === 'all' ? [] : [...some])));
  return (namespace) => namespaces.has(namespace);
}

/** "a.b.c" → "a.b.c", "a.b", "a" */
function withParents(namespace: string): readonly string[] {
  const parts = namespace.split('.');
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
