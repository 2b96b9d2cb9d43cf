import { deployFlowsSpec } from './inputs.js';
import type { InputValues } from '../inputs/input.js';
import { askServer } from '../validation/ask-server.js';
import { checkLocally, readFlows } from '../validation/check-flows.js';
import { type FlowDeployment, deployFlows } from './deploy.js';
import type { FlowChange } from './results.js';
import { counted } from '../report/counts.js';
import type { FlowChangeReport, FlowDeploymentReport } from '../report/model.js';
import { renderYamlDiff } from '../report/yaml-diff.js';
import { ruleSetFor } from '../rules/versions.js';
import type { Action } from '../actions/action.js';
import { connect } from '../actions/connection.js';
import { deploymentOutputs, NO_CHANGES, planLine } from '../actions/deployment.js';
import { readFlowFiles } from '../actions/flow-files.js';
import { logProgress } from '../actions/progress.js';
import type { Run } from '../actions/run.js';
import { serverFailures } from '../actions/server-failures.js';

type Inputs = InputValues<typeof deployFlowsSpec.inputs>;

export const deployFlowsAction: Action<typeof deployFlowsSpec.inputs, FlowDeployment, FlowDeploymentReport> = {
  spec: deployFlowsSpec,
  perform,
  verdict: ({ failure }) => failure,
  report: (head, result) => ({
    ...head,
    action: 'deploy-flows',
    dryRun: false,
    changed: result?.changed ?? false,
    counts: result?.counts ?? NO_CHANGES,
    flows: (result?.flows ?? []).map(reported),
    calls: result?.calls ?? [],
  }),
  outputs: deploymentOutputs,
};

async function perform(inputs: Inputs, run: Run): Promise<FlowDeployment> {
  const { runner, stop } = run;
  const { namespace, override, validate, concurrency } = inputs;
  const { files, unreadable } = await readFlowFiles(inputs, run);
  const { client, info, described } = await connect(inputs, run);
  const { flows, findings: empty } = readFlows(files);
  runner.group('Configuration', [
    `Kestra   ${described}`,
    `Files    ${inputs.directory.join(', ')} · ${counted(files.length, 'file')}, ${counted(flows.length, 'flow')}`,
    ...(namespace === undefined ? [] : [`Target   the namespace ${namespace}, forced on every flow`]),
  ]);
  const rules = ruleSetFor(info.version);
  const result = await deployFlows(
    { flows, namespace, override, validate, concurrency, kestra: { url: inputs.server, tenant: inputs.tenant } },
    {
      server: client,
      failures: serverFailures,
      checkLocally: (edited) => [...empty, ...unreadable, ...checkLocally(edited)],
      validate: async (edited) => [...(await askServer(edited, client, { concurrency, rules })).values()].flat(),
      signal: stop,
      onPlan: (plan) => runner.info(planLine(plan, 'flow')),
      onProgress: logProgress('Deployed', 'flows', (line) => runner.info(line)),
    },
  );
  run.findings = result.findings;
  run.keepSources(files);
  return result;
}

function reported({ sources, url: _renderersKnowIt, ...change }: FlowChange): FlowChangeReport {
  return sources === undefined ? change : { ...change, diff: renderYamlDiff(sources.before, sources.after) };
}
