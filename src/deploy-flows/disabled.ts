import type { Finding } from '../findings/finding.js';
import { differOnlyInDisabled, isDisabled } from '../flows/edit-disabled.js';
import { rangeOf } from '../flows/positions.js';
import { parseStoredSource } from '../flows/stored-source.js';
import type { ServerFlows } from './actual.js';
import type { DesiredFlow } from './desired.js';

/** A flow that somebody disabled on the server, and that the repository has enabled. */
export interface DisabledThere {
  readonly flow: DesiredFlow;
  /** Nothing else differs: the flow can stay as it is. */
  readonly isSameOtherwise: boolean;
}

/** The desired flows that are disabled on the server only. */
export function disabledThere(desired: readonly DesiredFlow[], { flows }: ServerFlows): readonly DisabledThere[] {
  return desired.flatMap((flow) => {
    const stored = flows.get(flow.key)?.source;
    // Most flows are spared the parsing.
    if (stored === undefined || !stored.includes('disabled') || stored === flow.parsed.document.source) return [];
    const parsed = parseStoredSource(stored);
    if (!parsed.ok || !isDisabled(parsed.root) || isDisabled(flow.parsed.root)) return [];
    return [{ flow, isSameOtherwise: differOnlyInDisabled(parsed, flow.parsed) }];
  });
}

/** What switching a flow on again comes to, said where it is written. */
export function reenabledFinding({ flow }: DisabledThere): Finding {
  const { namespace, id, file, document, parsed } = flow;
  const { start } = parsed.root.span;
  return {
    severity: 'warning',
    rule: 'flow-reenabled',
    message: `${flow.key} is disabled on the server; deploying it enables it again.`,
    hint: 'Put `disabled: true` into the file, or set `keepDisabled: true`, when it is meant to stay disabled.',
    origin: 'local',
    file,
    range: rangeOf(parsed.document, { start, end: start }),
    flow: { namespace, id },
    document,
  };
}
