import { referencesOf } from '../flows/references.js';
import type { DesiredFlow } from './desired.js';

/** One flow starts another: as a subflow, or by a trigger that waits for it. Keys are "namespace/id". */
export interface FlowCall {
  readonly from: string;
  readonly to: string;
}

/** Which of these flows starts which other of them, each pair once. */
export function callsBetween(flows: readonly DesiredFlow[]): readonly FlowCall[] {
  const keys = new Set(flows.map(({ key }) => key));
  const calls = new Map<string, FlowCall>();
  for (const { key, parsed } of flows) {
    for (const { kind, namespace, id } of referencesOf(parsed.root)) {
      const other = `${namespace}/${id}`;
      if (other === key || !keys.has(other)) continue;
      const call = kind === 'subflow' ? { from: key, to: other } : { from: other, to: key };
      calls.set(`${call.from} ${call.to}`, call);
    }
  }
  return [...calls.values()];
}

/** Positions of the flows that each flow starts: they are to be there first. */
export function needsOf(flows: readonly DesiredFlow[], calls: readonly FlowCall[]): readonly (readonly number[])[] {
  const positions = new Map(flows.map(({ key }, index) => [key, index]));
  const needs = flows.map((): number[] => []);
  for (const { from, to } of calls) {
    const caller = positions.get(from);
    const callee = positions.get(to);
    if (caller !== undefined && callee !== undefined) needs[caller]!.push(callee);
  }
  return needs;
}
