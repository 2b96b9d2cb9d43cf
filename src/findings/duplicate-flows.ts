import { flowKeyOf, identityOf } from '../flows/identity.js';
import { valueOf } from '../flows/navigate.js';
import { rangeOf } from '../flows/positions.js';
import type { FlowDocument } from '../flows/source.js';
import type { ParsedDocument } from '../flows/tree.js';
import { groupBy } from '../group-by.js';
import type { Finding } from './finding.js';

/**
 * Flows with a namespace and id that another document has too, at their `id`. One of each group is let be:
 * the first that is not reported on, so that a change is reported with what it collides with, else the first.
 */
export function findDuplicateFlows(
  documents: readonly ParsedDocument[],
  isReported: (document: FlowDocument) => boolean = () => true,
): readonly Finding[] {
  const groups = groupBy(documents, flowKeyOf);
  return [...groups].flatMap(([key, group]) => {
    if (key === undefined) return [];
    const kept = group.find(({ document }) => !isReported(document)) ?? group[0];
    return group.filter((flow) => flow !== kept).map((flow) => duplicate(flow, kept));
  });
}

function duplicate({ root, document }: ParsedDocument, other: ParsedDocument): Finding {
  const { namespace, id } = identityOf(root) as Required<ReturnType<typeof identityOf>>;
  const range = rangeOf(document, valueOf(root, 'id')!.span);
  const otherLine = rangeOf(other.document, valueOf(other.root, 'id')!.span).startLine;
  return {
    severity: 'error',
    rule: 'duplicate-flow',
    message: `The flow "${id}" of ${namespace} stands in two places; also in ${other.document.file.path}:${otherLine}. Only one of them could be deployed.`,
    hint: 'Rename or remove one.',
    origin: 'local',
    file: document.file.path,
    range,
    flow: { namespace, id },
    ...(document.count > 1 ? { document: document.index } : {}),
  };
}
