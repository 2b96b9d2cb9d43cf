import type { Finding } from '../findings/finding.js';
import { disableTriggersEdits } from '../flows/edit-disabled.js';
import { namespaceEdits, namespaceScalarEdit } from '../flows/edit-namespace.js';
import { flowKeyOf, identityOf } from '../flows/identity.js';
import { rangeOf } from '../flows/positions.js';
import { findReferences, type TemplatedReference } from '../flows/references.js';
import type { Span } from '../flows/source.js';
import type { TextEdit } from '../flows/text-edit.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';

/** What is edited in every flow before it is deployed. */
export interface EditOptions {
  /** Forced on every flow. */
  readonly namespace?: string | undefined;
  /** Put before every namespace. */
  readonly namespacePrefix?: string | undefined;
  readonly disableTriggers?: boolean | undefined;
}

/** Where a flow goes that is written for a namespace; undefined: it goes where it is written for. */
export type Rename = ((namespace: string) => string) | undefined;

/** The renaming that the options ask for; undefined: namespaces stay. */
export function renameOf({ namespace, namespacePrefix }: EditOptions): Rename {
  if (namespace !== undefined) return () => namespace;
  return namespacePrefix === undefined ? undefined : (authored) => `${namespacePrefix}.${authored}`;
}

/** The edits of all flows, what stood in their way, and the references that could not be followed. */
export interface PlannedEdits {
  readonly edits: ReadonlyMap<ParsedFlow, readonly TextEdit[]>;
  readonly findings: readonly Finding[];
  /** Names the flows: only an execution knows what they refer to. */
  readonly templated: readonly (TemplatedReference & { readonly flow: string })[];
}

/**
 * Namespaces, and the references between the flows that move with them; triggers that are to be disabled.
 * What cannot be edited stays, for the checks to judge, or is a finding.
 */
export function planEdits(flows: readonly ParsedFlow[], options: EditOptions): PlannedEdits {
  const rename = renameOf(options);
  const deployed = new Set(flows.map(flowKeyOf));
  const edits = new Map<ParsedFlow, readonly TextEdit[]>();
  const findings: Finding[] = [];
  const templated: (TemplatedReference & { readonly flow: string })[] = [];
  for (const flow of flows) {
    if (!flow.ok) continue;
    const list: TextEdit[] = [...ownNamespaceEdits(flow, rename)];
    if (rename !== undefined) {
      const references = findReferences(flow.root);
      list.push(...referenceEdits(flow, rename, (key) => deployed.has(key)));
      templated.push(...references.templated.map((one) => ({ ...one, flow: flowKeyOf(flow) ?? '' })));
    }
    if (options.disableTriggers === true) {
      const result = disableTriggersEdits(flow);
      list.push(...result.edits);
      findings.push(...result.refusals.map(({ message, span }) => refusalFinding(flow, message, span)));
    }
    if (list.length > 0) edits.set(flow, list);
  }
  return { edits, findings, templated };
}

/** The namespace of the flow itself. */
export function ownNamespaceEdits(flow: ParsedDocument, rename: Rename): readonly TextEdit[] {
  if (rename === undefined) return [];
  const { namespace } = identityOf(flow.root);
  // Without a namespace there is nothing to put a prefix before; a forced one is given to it.
  const target = rename(namespace ?? '');
  return !namespace && target.endsWith('.') ? [] : (namespaceEdits(flow, target) ?? []);
}

/** The namespaces of the flows that this one names, as far as these move. */
function referenceEdits(
  { root, document }: ParsedDocument,
  rename: NonNullable<Rename>,
  moves: (key: string) => boolean,
): readonly TextEdit[] {
  const nodes = findReferences(root).literal.flatMap(({ namespace, id, namespaceNode }) =>
    namespaceNode !== undefined && moves(`${namespace}/${id}`) && namespaceNode.value !== rename(namespace)
      ? [namespaceNode]
      : [],
  );
  return [...new Set(nodes)].map((node) => namespaceScalarEdit(document.source, node, rename(node.text)));
}

/** An error where an edit that was asked for has no certain meaning. */
export function refusalFinding({ document, root }: ParsedDocument, message: string, span: Span): Finding {
  const { namespace, id } = identityOf(root);
  return {
    severity: 'error',
    rule: 'edit-refused',
    message,
    hint: 'Write it out at this place.',
    origin: 'local',
    file: document.file.path,
    range: rangeOf(document, span),
    document: document.index,
    ...(namespace === undefined || id === undefined ? {} : { flow: { namespace, id } }),
  };
}
