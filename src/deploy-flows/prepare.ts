import type { Finding } from '../findings/finding.js';
import { disableFlowEdits } from '../flows/edit-disabled.js';
import { flowKeyOf } from '../flows/identity.js';
import type { TextEdit } from '../flows/text-edit.js';
import type { ParsedFlow } from '../flows/tree.js';
import { countOf, someOf } from '../plan/failure.js';
import { type DesiredFlow, desiredFlows, findSharedIdentities, findUnusable } from './desired.js';
import { type EditedFlows, editFlows } from './edited-flows.js';
import { type EditOptions, type PlannedEdits, planEdits, refusalFinding } from './edits.js';

/** The flows as they shall be on the server, and everything that is known without it. */
export interface PreparedFlows {
  /** Every document, edited. */
  readonly edited: readonly ParsedFlow[];
  /** Those that can be known by namespace and id. */
  readonly desired: readonly DesiredFlow[];
  /** At their places in the files of the workspace. */
  readonly findings: readonly Finding[];
  readonly notices: readonly string[];
  /** A finding about an edited flow, at its place in the file as it lies in the workspace. */
  readonly toAuthored: EditedFlows['toAuthored'];
  /** The same with some flows, by "namespace/id", disabled; and what stood in the way of that. */
  readonly withDisabled: (keys: ReadonlySet<string>) => PreparedFlows;
}

/** Edits the flows and checks them. */
export function prepareFlows(
  flows: readonly ParsedFlow[],
  options: EditOptions,
  checkLocally: (flows: readonly ParsedFlow[]) => readonly Finding[],
): PreparedFlows {
  const planned = planEdits(flows, options);
  const prepared = edit(flows, planned.edits);
  const { toAuthored } = prepared;
  const { desired, unusable } = desiredFlows(prepared.flows);
  const local = checkLocally(prepared.flows.map((flow) => flow.edited));
  const reported = new Set(local.filter(({ rule }) => rule === 'duplicate-flow').map(placeOf));
  const shared = findSharedIdentities(desired, options.namespace).filter((finding) => !reported.has(placeOf(finding)));
  const findings = [...local, ...shared, ...findUnusable(unusable, local)].map(toAuthored);
  return asPrepared(prepared, planned.edits, [...findings, ...planned.findings], templatedNotice(planned));
}

function asPrepared(
  prepared: EditedFlows,
  edits: PlannedEdits['edits'],
  findings: readonly Finding[],
  notices: readonly string[],
): PreparedFlows {
  const flows = prepared.flows.map((flow) => flow.authored);
  const { desired } = desiredFlows(prepared.flows);
  const authored = new Map(prepared.flows.map((flow) => [flowKeyOf(flow.edited), flow.authored]));
  const withDisabled = (keys: ReadonlySet<string>) => {
    const more = new Map(edits);
    const refusals: Finding[] = [];
    for (const key of keys) {
      const flow = authored.get(key);
      if (flow?.ok !== true) continue;
      const result = disableFlowEdits(flow);
      more.set(flow, [...(edits.get(flow) ?? []), ...result.edits]);
      refusals.push(...result.refusals.map(({ message, span }) => refusalFinding(flow, message, span)));
    }
    return asPrepared(edit(flows, more), more, [...findings, ...refusals], notices);
  };
  return {
    edited: prepared.flows.map((flow) => flow.edited),
    desired,
    findings,
    notices,
    toAuthored: prepared.toAuthored,
    withDisabled,
  };
}

function edit(flows: readonly ParsedFlow[], edits: ReadonlyMap<ParsedFlow, readonly TextEdit[]>): EditedFlows {
  return editFlows(flows, (flow) => edits.get(flow) ?? []);
}

function templatedNotice({ templated }: PlannedEdits): readonly string[] {
  if (templated.length === 0) return [];
  const names = someOf(templated.map(({ flow, text }) => `${text} in ${flow}`));
  const [hold, were] = templated.length === 1 ? ['holds', 'was'] : ['hold', 'were'];
  return [
    `${countOf(templated.length, 'reference')} between flows ${hold} an expression and ${were} left as written: ${names}.`,
  ];
}

function placeOf({ file, document = 0 }: Finding): string {
  return `${document} ${file}`;
}
