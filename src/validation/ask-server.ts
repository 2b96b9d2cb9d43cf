import type { Finding } from '../findings/finding.js';
import { findingsOfVerdict } from '../findings/verdict-findings.js';
import { sendable } from '../flows/documents.js';
import { flowKeyOf, identityOf } from '../flows/identity.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';
import type { RuleSetName } from '../rules/verdict.js';
import type { ValidationItem } from './batches.js';
import type { FlowServer, ServerFailures } from './ports.js';
import { validateOnServer } from './server-verdicts.js';

/**
 * The server's findings about every flow that can be parsed, by flow. `allFlows` are all flows of the run,
 * also those that are not asked about.
 */
export async function askServer(
  flows: readonly ParsedFlow[],
  server: Pick<FlowServer, 'validateFlows'>,
  options: {
    readonly concurrency: number;
    readonly rules: RuleSetName;
    readonly failures: Pick<ServerFailures, 'isBreakdown'>;
    readonly allFlows?: readonly ParsedFlow[];
  },
): Promise<ReadonlyMap<ParsedDocument, readonly Finding[]>> {
  const parsed = flows.filter((flow): flow is ParsedDocument => flow.ok);
  const keys = new Set((options.allFlows ?? flows).map(flowKeyOf));
  const verdicts = await validateOnServer(parsed.map(itemOf), server, options);
  return new Map(
    parsed.map((flow, index) => {
      const { verdict, linesBefore } = verdicts[index]!;
      const findings = findingsOfVerdict(flow, verdict, options.rules, linesBefore);
      return [flow, findings.filter((finding) => !isOfThisRun(finding, keys))];
    }),
  );
}

function itemOf(flow: ParsedDocument): ValidationItem {
  const { text, alone } = sendable(flow.document);
  const { path } = flow.document.file;
  return { text, alone, identity: identityOf(flow.root), name: path };
}

/** Whether a subflow is only missing because this run is yet to deploy it: that is no problem. */
function isOfThisRun({ original }: Finding, keys: ReadonlySet<string | undefined>): boolean {
  const match = /^The subflow '(.*)' not found in namespace '(.*)'\.$/.exec(original ?? '');
  return match !== null && keys.has(`${match[2]}/${match[1]}`);
}
