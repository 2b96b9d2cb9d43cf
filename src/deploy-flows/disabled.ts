import type { Finding } from '../findings/finding.js';
import { differOnlyInDisabled, isDisabled } from '../flows/edit-disabled.js';
import { rangeOf } from '../flows/positions.js';
import { parseStoredSource } from '../flows/stored-source.js';
import { countOf, someOf } from '../plan/failure.js';
import type { ServerFlows } from './actual.js';
import type { DesiredFlow } from './desired.js';
import type { PreparedFlows } from './prepare.js';

/** What becomes of the flows that somebody disabled on the server and that the repository has enabled. */
export interface DisabledFlows {
  /** All flows of the run; those that stay disabled, and differ otherwise, are disabled in them. */
  readonly prepared: PreparedFlows;
  /** Keys of those that stay disabled and differ in nothing else: the server keeps them as they are. */
  readonly untouched: ReadonlySet<string>;
  readonly notices: readonly string[];
  /** In the files of the workspace: those of `prepared`, and one about each flow that is enabled again. */
  readonly findings: readonly Finding[];
}

/** Disables what is to stay disabled, and names what the run enables again. */
export function keepDisabledFlows(
  prepared: PreparedFlows,
  server: ServerFlows,
  { keepDisabled }: { readonly keepDisabled: boolean },
): DisabledFlows {
  const disabled = disabledOnServer(prepared.desired, server);
  if (!keepDisabled) {
    const reenabled = disabled.map(({ flow }) => prepared.toAuthored(reenabledFinding(flow)));
    return { prepared, untouched: new Set(), notices: [], findings: [...prepared.findings, ...reenabled] };
  }
  const keysOf = (flows: readonly DisabledFlow[]) => flows.map(({ flow }) => flow.key);
  const changed = keysOf(disabled.filter(({ isSameOtherwise }) => !isSameOtherwise));
  const final = changed.length === 0 ? prepared : prepared.withDisabled(new Set(changed));
  return {
    prepared: final,
    untouched: new Set(keysOf(disabled.filter(({ isSameOtherwise }) => isSameOtherwise))),
    notices: keptDisabledNotice(keysOf(disabled)),
    findings: final.findings,
  };
}

interface DisabledFlow {
  readonly flow: DesiredFlow;
  /** Nothing else differs: the flow can stay as it is. */
  readonly isSameOtherwise: boolean;
}

/** The desired flows that are disabled on the server only. */
function disabledOnServer(desired: readonly DesiredFlow[], { flows }: ServerFlows): readonly DisabledFlow[] {
  return desired.flatMap((flow) => {
    const stored = flows.get(flow.key)?.source;
    // Most flows are spared the parsing.
    if (stored === undefined || !stored.includes('disabled') || stored === flow.parsed.document.source) return [];
    const parsed = parseStoredSource(stored);
    if (!parsed.ok || !isDisabled(parsed.root) || isDisabled(flow.parsed.root)) return [];
    return [{ flow, isSameOtherwise: differOnlyInDisabled(parsed, flow.parsed) }];
  });
}

function reenabledFinding({ key, namespace, id, file, document, parsed }: DesiredFlow): Finding {
  const { start } = parsed.root.span;
  return {
    severity: 'warning',
    rule: 'flow-reenabled',
    message: `${key} is disabled on the server; deploying it enables it again.`,
    hint: 'Put `disabled: true` into the file, or set `keepDisabled: true`, when it is meant to stay disabled.',
    origin: 'local',
    file,
    range: rangeOf(parsed.document, { start, end: start }),
    flow: { namespace, id },
    document,
  };
}

function keptDisabledNotice(keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  const [are, stay] = keys.length === 1 ? ['is', 'stays'] : ['are', 'stay'];
  return [`${countOf(keys.length, 'flow')} ${are} disabled on the server and ${stay} so: ${someOf(keys)}.`];
}
