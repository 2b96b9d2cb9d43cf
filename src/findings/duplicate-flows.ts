import { identityOf } from '../flows/identity.js';
import { valueOf } from '../flows/navigate.js';
import { rangeOf } from '../flows/positions.js';
import type { ParsedDocument } from '../flows/tree.js';
import type { Finding } from './finding.js';

/** Flows with a namespace and id that an earlier document has too, at their `id`. */
export function findDuplicateFlows(documents: readonly ParsedDocument[]): readonly Finding[] {
  const first = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { root, document } of documents) {
    const { namespace, id } = identityOf(root);
    if (namespace === undefined || id === undefined) continue;
    const range = rangeOf(document, valueOf(root, 'id')!.span);
    const place = `${document.file.path}:${range.startLine}`;
    const key = `${namespace}/${id}`;
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, place);
      continue;
    }
    findings.push({
      severity: 'error',
      rule: 'duplicate-flow',
      message: `The flow "${id}" of ${namespace} stands in two places; first in ${known}. Only one of them could be deployed.`,
      hint: 'Rename or remove one.',
      origin: 'local',
      file: document.file.path,
      range,
      flow: { namespace, id },
      ...(document.count > 1 ? { document: document.index } : {}),
    });
  }
  return findings;
}
