import type { Finding } from '../findings/finding.js';
import { nodeAt } from '../flows/navigate.js';
import { rangeOf } from '../flows/positions.js';
import { findReferences, type FlowReference } from '../flows/references.js';
import { parseStoredSource } from '../flows/stored-source.js';
import type { ServerFlows, StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';

/** One flow starts another: as a subflow, or by a trigger that waits for it. Keys are "namespace/id". */
export interface FlowCall {
  readonly from: string;
  readonly to: string;
}

/** What each of the flows names, found once. */
export type ReferencesOf = (flow: DesiredFlow) => readonly FlowReference[];

/** Looks once for what each of the flows names. */
export function readReferences(desired: readonly DesiredFlow[]): ReferencesOf {
  const found = new Map(desired.map((flow) => [flow, findReferences(flow.parsed.root).literal]));
  return (flow) => found.get(flow) ?? [];
}

/** Which of these flows starts which other of them, each pair once. */
export function callsBetween(flows: readonly DesiredFlow[], referencesOf: ReferencesOf): readonly FlowCall[] {
  const keys = new Set(flows.map(({ key }) => key));
  const calls = new Map<string, FlowCall>();
  for (const flow of flows) {
    for (const { kind, namespace, id } of referencesOf(flow)) {
      const other = `${namespace}/${id}`;
      if (other === flow.key || !keys.has(other)) continue;
      const call = kind === 'subflow' ? { from: flow.key, to: other } : { from: other, to: flow.key };
      calls.set(`${call.from} ${call.to}`, call);
    }
  }
  return [...calls.values()];
}

/** Positions of the flows that each flow starts: they are to be there first. */
export function needsOf(
  flows: readonly { readonly key: string }[],
  calls: readonly FlowCall[],
): readonly (readonly number[])[] {
  const positions = new Map(flows.map(({ key }, index) => [key, index]));
  const needs = flows.map((): number[] => []);
  for (const { from, to } of calls) {
    const caller = positions.get(from);
    const callee = positions.get(to);
    if (caller !== undefined && callee !== undefined) needs[caller]!.push(callee);
  }
  return needs;
}

/** Namespaces of the flows that are named. */
export function namespacesNamed(desired: readonly DesiredFlow[], referencesOf: ReferencesOf): readonly string[] {
  return [...new Set(desired.flatMap(referencesOf).map(({ namespace }) => namespace))];
}

/** A finding for every flow that is named, neither comes with this run nor is on the server. */
export function findUnknownFlows(
  desired: readonly DesiredFlow[],
  referencesOf: ReferencesOf,
  server: ServerFlows,
  severity: 'warning' | 'error',
): readonly Finding[] {
  const keys = new Set(desired.map(({ key }) => key));
  return desired.flatMap((flow) =>
    referencesOf(flow).flatMap((reference): readonly Finding[] => {
      const { kind, namespace, id, path } = reference;
      const key = `${namespace}/${id}`;
      if (keys.has(key) || server.flows.has(key) || !server.isComplete(namespace)) return [];
      const { document, root } = flow.parsed;
      const node = nodeAt(root, path) ?? root;
      const isCall = kind === 'subflow';
      return [
        {
          severity,
          rule: isCall ? 'unknown-subflow' : 'unknown-flow',
          message: isCall
            ? `The subflow ${key} is neither deployed by this run nor on the server.`
            : `This waits for ${key}, which is neither deployed by this run nor on the server.`,
          hint: 'Deploy it as well, or correct the name.',
          origin: 'local',
          file: flow.file,
          range: rangeOf(document, node.span),
          flow: { namespace: flow.namespace, id: flow.id },
          document: flow.document,
        },
      ];
    }),
  );
}

/**
 * Whether the server says what is known better: that a subflow is missing, which `findUnknownFlows` has found
 * as well, or that it is disabled, which this run brings enabled.
 */
export function isKnownBetter(
  finding: Finding,
  ours: readonly Finding[],
  isEnabledByRun: (key: string) => boolean,
): boolean {
  const match = /^The subflow '(.*)' (not found|is disabled) in namespace '(.*)'\.$/.exec(
    finding.original ?? finding.message,
  );
  if (match === null) return false;
  const key = `${match[3]}/${match[1]}`;
  if (match[2] === 'is disabled') return isEnabledByRun(key);
  return ours.some(
    ({ rule, message, file, document = 0 }) =>
      rule === 'unknown-subflow' &&
      message.includes(` ${key} `) &&
      file === finding.file &&
      document === (finding.document ?? 0),
  );
}

/** Flows of the server, other than `ignored`, that name one of `targets`: caller → what it names. */
export function callersAmong(
  sources: Iterable<StoredSource>,
  targets: ReadonlyMap<string, { readonly id: string }>,
  isIgnored: (key: string) => boolean,
): readonly FlowCall[] {
  const ids = [...new Set([...targets.values()].map(({ id }) => id))];
  const calls: FlowCall[] = [];
  for (const { key, source } of sources) {
    if (isIgnored(key) || !ids.some((id) => source.includes(id))) continue;
    const parsed = parseStoredSource(source);
    if (!parsed.ok) continue;
    for (const { namespace, id } of findReferences(parsed.root).literal) {
      if (targets.has(`${namespace}/${id}`)) calls.push({ from: key, to: `${namespace}/${id}` });
    }
  }
  return calls;
}
