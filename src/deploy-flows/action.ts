import type { Finding } from '../findings/finding.js';
import { contradictions } from './contradictions.js';
import { deployFlowsSpec } from './inputs.js';
import type { InputValues } from '../inputs/input.js';
import { askServer } from '../validation/ask-server.js';
import { checkLocally, readFlows } from '../validation/check-flows.js';
import { deployFlows } from './deploy.js';
import type { FlowDeployment } from './deployment.js';
import { openGitHistory } from './history.js';
import type { FlowChange } from './results.js';
import { UsageError } from '../errors.js';
import { counted } from '../report/counts.js';
import type { FlowChangeReport, FlowDeploymentReport } from '../report/model.js';
import { renderYamlDiff } from '../report/yaml-diff.js';
import { ruleSetFor } from '../rules/versions.js';
import type { Action, KeepSoFar } from '../actions/action.js';
import { connect } from '../actions/connection.js';
import { deploymentOutputs, isCarriedOut, NO_CHANGES, planLine } from '../actions/deployment.js';
import { readFlowFiles, readLeftOutFiles } from '../actions/flow-files.js';
import { logProgress } from '../actions/progress.js';
import type { Run } from '../actions/run.js';
import { serverFailures } from '../actions/server-failures.js';

type Inputs = InputValues<typeof deployFlowsSpec.inputs>;

export const deployFlowsAction: Action<typeof deployFlowsSpec.inputs, FlowDeployment, FlowDeploymentReport> = {
  spec: deployFlowsSpec,
  perform,
  verdict: ({ failure }) => failure,
  isComplete: isCarriedOut,
  report: (head, result, inputs) => ({
    ...head,
    action: 'deploy-flows',
    dryRun: inputs?.dryRun ?? false,
    changed: result?.changed ?? false,
    counts: result?.counts ?? NO_CHANGES,
    ...(result?.planDigest === undefined ? {} : { planDigest: result.planDigest }),
    flows: (result?.flows ?? []).map(reported),
    calls: result?.calls ?? [],
  }),
  outputs: deploymentOutputs,
};

async function perform(inputs: Inputs, run: Run, keep: KeepSoFar<FlowDeployment>): Promise<FlowDeployment> {
  const { runner, stop, undoUntil } = run;
  const problems = contradictions(inputs);
  if (problems.length > 0) throw new UsageError(problems);
  const { files, flows, local, leftOut, history } = await readCheckout(inputs, run);
  const { client, info, described } = await connect(inputs, run);
  runner.group('Configuration', [
    `Kestra   ${described}`,
    `Files    ${inputs.directory.join(', ')} · ${counted(files.length, 'file')}, ${counted(flows.length, 'flow')}`,
    ...targetLines(inputs),
  ]);
  const asking = { concurrency: inputs.concurrency, rules: ruleSetFor(info.version), failures: serverFailures };
  const take = (result: FlowDeployment): FlowDeployment => {
    run.findings = result.findings;
    run.keepSources(files);
    return result;
  };
  const result = take(
    await deployFlows(
      { ...inputs, flows, leftOut },
      {
        server: client,
        failures: serverFailures,
        history,
        checkLocally: (edited) => [...local, ...checkLocally(edited)],
        validate: async (edited) => [...(await askServer(edited, client, asking)).values()].flat(),
        signal: stop,
        undoUntil,
        onPlan: (plan, digest) => {
          runner.info(planLine(plan, 'flow'));
          runner.debug(`Digest of the plan: ${digest}`);
        },
        onApply: (soFar) => keep(() => take(soFar())),
        onProgress: logProgress('Deployed', 'flows', (line) => runner.info(line)),
        onRollback: (steps) => runner.info(`Putting back ${counted(steps, 'change')}, the newest first.`),
      },
    ),
  );
  for (const notice of result.notices) run.notice(notice);
  for (const warning of result.warnings) run.warning(warning);
  return result;
}

/** What the run needs of the disk and of Git; what is certain of the files is kept for the report. */
async function readCheckout(inputs: Inputs, run: Run) {
  const { workspace } = run.context;
  const { files, unreadable, pathsTo } = readFlowFiles(inputs, run);
  const leftOut = inputs.prune === 'all' ? readLeftOutFiles(inputs, workspace, pathsTo) : undefined;
  // Without a whole history the run fails before it has asked the server anything.
  const history = inputs.prune === 'removed' ? await openGitHistory({ ...inputs, workspace }) : undefined;
  const { flows, findings } = readFlows(files);
  const local = [...findings, ...unreadable];
  // Certain without any server: shown also when it cannot be reached. A forced namespace changes identities.
  const isCertain = ({ rule }: Finding) => inputs.namespace === undefined || !/^(identity|duplicate-flow)/.test(rule);
  run.findings = [...local, ...checkLocally(flows).filter(isCertain)];
  run.keepSources(files);
  return { files, flows, local, leftOut, history };
}

function targetLines({ namespace, namespacePrefix }: Inputs): readonly string[] {
  if (namespace !== undefined) return [`Target   the namespace ${namespace}, forced on every flow`];
  return namespacePrefix === undefined ? [] : [`Target   namespaces below ${namespacePrefix}`];
}

function reported({ sources, ...change }: FlowChange): FlowChangeReport {
  return sources === undefined ? change : { ...change, diff: renderYamlDiff(sources.before, sources.after) };
}
