import { explainSyntaxProblem } from '../findings/explain/syntax/explain-syntax-problem.js';
import type { Finding } from '../findings/finding.js';
import { identityOf } from '../flows/identity.js';
import { rangeOf } from '../flows/positions.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';
import { groupBy } from '../group-by.js';

/** A flow as it shall be on the server. */
export interface DesiredFlow {
  readonly namespace: string;
  readonly id: string;
  /** "namespace/id" */
  readonly key: string;
  readonly parsed: ParsedDocument;
  /** Relative to the workspace. */
  readonly file: string;
  /** 0-based document of the file. */
  readonly document: number;
  /** 1-based line of `file`, as it lies in the workspace, where the flow starts. */
  readonly line: number;
}

/** A document of the workspace, and the same as it shall be deployed. */
export interface PreparedFlow {
  readonly authored: ParsedFlow;
  readonly edited: ParsedFlow;
}

/** The flows that can be known by namespace and id; the others are in `unusable`. */
export function desiredFlows(flows: readonly PreparedFlow[]): {
  readonly desired: readonly DesiredFlow[];
  readonly unusable: readonly ParsedFlow[];
} {
  const desired: DesiredFlow[] = [];
  const unusable: ParsedFlow[] = [];
  for (const { authored, edited } of flows) {
    const { namespace, id } = edited.ok ? identityOf(edited.root) : {};
    if (!edited.ok || !namespace || !id) {
      unusable.push(edited);
      continue;
    }
    const { file, index } = authored.document;
    const start = authored.ok ? authored.root.span : { start: 0, end: 0 };
    const line = rangeOf(authored.document, start).startLine;
    const key = `${namespace}/${id}`;
    desired.push({ namespace, id, key, parsed: edited, file: file.path, document: index, line });
  }
  return { desired, unusable };
}

/** An error on every flow that shares namespace and id with another; it names the other one. */
export function findSharedIdentities(
  desired: readonly DesiredFlow[],
  forcedNamespace: string | undefined,
): readonly Finding[] {
  const byKey = groupBy(desired, ({ key }) => key);
  return desired.flatMap((flow): readonly Finding[] => {
    const other = byKey.get(flow.key)!.find((candidate) => candidate !== flow);
    if (other === undefined) return [];
    const forced = forcedNamespace === undefined ? '' : ` once \`namespace\` is forced to ${forcedNamespace}`;
    return [
      {
        severity: 'error',
        rule: 'duplicate-flow',
        message: `This flow and the one in ${other.file}, line ${other.line}, are both ${flow.key}${forced}.`,
        hint: 'Give one of them another id, or deploy them from different directories into different namespaces.',
        origin: 'local',
        file: flow.file,
        range: rangeOf(flow.parsed.document, idSpan(flow)),
        flow: { namespace: flow.namespace, id: flow.id },
        document: flow.document,
      },
    ];
  });
}

/** An error for what is no flow with an identity, unless `known` already says so. */
export function findUnusable(unusable: readonly ParsedFlow[], known: readonly Finding[]): readonly Finding[] {
  return unusable.flatMap((flow): readonly Finding[] => {
    const { file, index } = flow.document;
    const isReported = known.some(
      (finding) => finding.severity === 'error' && finding.file === file.path && (finding.document ?? index) === index,
    );
    if (isReported) return [];
    const problem = flow.ok ? 'The flow has no `id`, or no `namespace`.' : explainSyntaxProblem(flow).message;
    const range = rangeOf(
      flow.document,
      flow.ok ? { start: flow.root.span.start, end: flow.root.span.start } : flow.problem.span,
    );
    const rule = flow.ok ? 'identity-missing' : flow.problem.kind;
    return [{ severity: 'error', rule, message: problem, origin: 'local', file: file.path, range, document: index }];
  });
}

function idSpan({ parsed: { root } }: DesiredFlow): { readonly start: number; readonly end: number } {
  const entry = root.kind === 'mapping' ? root.entries.findLast(({ key }) => key === 'id') : undefined;
  return entry?.value.span ?? root.span;
}
