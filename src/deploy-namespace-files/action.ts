import { DiskBackups } from '../files/backups.js';
import { openContent } from '../files/content.js';
import { deployNamespaceFilesSpec } from './inputs.js';
import type { InputValues } from '../inputs/input.js';
import { deployNamespaceFiles } from './deploy.js';
import type { FileDeployment } from './deployment.js';
import { openGitHistory } from './history.js';
import type { FileChange } from './results.js';
import { counted, sizeOf } from '../report/counts.js';
import type { FileChangeReport, FileDeploymentReport } from '../report/model.js';
import { renderYamlDiff } from '../report/yaml-diff.js';
import type { Action, KeepSoFar } from '../actions/action.js';
import { connect } from '../actions/connection.js';
import { readFlowsNaming } from '../actions/flows-naming.js';
import type { FlowFile } from '../flows/source.js';
import { deploymentOutputs, isCarriedOut, NO_CHANGES, planLine } from '../actions/deployment.js';
import { logProgress } from '../actions/progress.js';
import type { Run } from '../actions/run.js';
import { nameRulesOf } from '../namespace-files/server-names.js';
import { readSources } from './read-tree.js';
import { renamedNotice, underStoredNames } from './stored-names.js';

type Inputs = InputValues<typeof deployNamespaceFilesSpec.inputs>;

export const deployNamespaceFilesAction: Action<
  typeof deployNamespaceFilesSpec.inputs,
  FileDeployment,
  FileDeploymentReport
> = {
  spec: deployNamespaceFilesSpec,
  perform,
  verdict: ({ failure }) => failure,
  isComplete: isCarriedOut,
  report: (head, result, inputs) => ({
    ...head,
    action: 'deploy-namespace-files',
    dryRun: inputs?.dryRun ?? false,
    changed: result?.changed ?? false,
    ...(result?.planDigest === undefined ? {} : { planDigest: result.planDigest }),
    namespace: inputs?.namespace ?? '',
    namespacePath: `/${(inputs?.namespacePath ?? '').replace(/^\/+|\/+$/g, '')}`,
    counts: result?.counts ?? NO_CHANGES,
    bytes: result?.bytes ?? 0,
    files: underStoredNames((result?.files ?? []).map(reported), nameRulesOf(head.kestra?.version)),
  }),
  outputs: (report) => ({ ...deploymentOutputs(report), bytes: report.bytes }),
};

async function perform(inputs: Inputs, run: Run, keep: KeepSoFar<FileDeployment>): Promise<FileDeployment> {
  const { runner, stop, undoUntil } = run;
  const { workspace } = run.context;
  const sources = readSources(inputs, run);
  const folders = sources.filter(({ kind }) => kind === 'folder').map(({ localPath }) => localPath);
  // Without a whole history the run fails before it has asked the server anything.
  const history = inputs.prune === 'removed' ? await openGitHistory({ ...inputs, workspace, folders }) : undefined;
  const { client, info, described } = await connect(inputs, run);
  const files = sources.flatMap((source) => source.files);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  runner.group('Configuration', [
    `Kestra   ${described}`,
    `Files    ${sources.map(({ localPath }) => localPath).join(', ')} · ${counted(files.length, 'file')}, ${sizeOf(total)}`,
    `Target   ${[...new Set(sources.map(({ namespacePath }) => namespacePath))].join(', ')} in the namespace ${inputs.namespace}`,
  ]);
  const backups = new DiskBackups();
  run.atEnd(() => backups.remove());
  let read: readonly FlowFile[] = [];
  const take = (deployment: FileDeployment): FileDeployment => {
    run.findings = deployment.findings;
    run.keepSources(read);
    return deployment;
  };
  const print = (line: string) => runner.info(line);
  const deployment = await deployNamespaceFiles(
    { ...inputs, sources, serverVersion: info.version },
    {
      flowsNaming: async (words) => (read = await readFlowsNaming(workspace, words)),
      server: client,
      contentOf: (path, size) => openContent(workspace, path, size),
      backups,
      history,
      signal: stop,
      undoUntil,
      onPlan: (plan, digest) => {
        print(planLine(plan, 'file'));
        if (digest !== undefined) runner.debug(`Digest of the plan: ${digest}`);
      },
      onApply: (soFar) => keep(() => take(soFar())),
      onCompare: logProgress('Compared', 'files with those on the server', print),
      onProgress: logProgress('Uploaded', 'files', print),
      onRollback: (steps) => print(`Putting back ${counted(steps, 'change')}, the newest first.`),
    },
  );
  const result = take(deployment);
  for (const warning of result.warnings) run.warning(warning);
  const renamed = renamedNotice(result.files, nameRulesOf(info.version));
  if (renamed !== undefined) run.notice(renamed);
  return result;
}

function reported({ texts, ...change }: FileChange): FileChangeReport {
  return texts === undefined ? change : { ...change, diff: renderYamlDiff(texts.before, texts.after) };
}
