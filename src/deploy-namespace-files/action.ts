import { isFile } from '../files/discover.js';
import { readBytes } from '../files/read.js';
import { deployNamespaceFilesSpec } from './inputs.js';
import type { InputValues } from '../inputs/input.js';
import { deployNamespaceFiles, type FileDeployment } from './deploy.js';
import { counted, sizeOf } from '../report/counts.js';
import type { FileDeploymentReport } from '../report/model.js';
import type { Action } from '../actions/action.js';
import { connect } from '../actions/connection.js';
import { deploymentOutputs, NO_CHANGES, planLine } from '../actions/deployment.js';
import { logProgress } from '../actions/progress.js';
import type { Run } from '../actions/run.js';
import { readTree } from './read-tree.js';

type Inputs = InputValues<typeof deployNamespaceFilesSpec.inputs>;

export const deployNamespaceFilesAction: Action<
  typeof deployNamespaceFilesSpec.inputs,
  FileDeployment,
  FileDeploymentReport
> = {
  spec: deployNamespaceFilesSpec,
  perform,
  verdict: ({ failure }) => failure,
  report: (head, result, inputs) => ({
    ...head,
    action: 'deploy-namespace-files',
    dryRun: false,
    changed: result?.changed ?? false,
    namespace: inputs?.namespace ?? '',
    namespacePath: `/${(inputs?.namespacePath ?? '').replace(/^\/+|\/+$/g, '')}`,
    counts: result?.counts ?? NO_CHANGES,
    bytes: result?.bytes ?? 0,
    files: result?.files ?? [],
  }),
  outputs: (report) => ({ ...deploymentOutputs(report), bytes: report.bytes }),
};

async function perform(inputs: Inputs, run: Run): Promise<FileDeployment> {
  const { runner, stop } = run;
  const { workspace } = run.context;
  const { localPath, namespacePath, namespace, override, concurrency } = inputs;
  const kind = (await isFile(workspace, localPath, 'localPath')) ? 'file' : 'folder';
  const files = await readTree(inputs, run);
  const { client, info, described } = await connect(inputs, run);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  runner.group('Configuration', [
    `Kestra   ${described}`,
    `Files    ${localPath} · ${counted(files.length, 'file')}, ${sizeOf(bytes)}`,
    `Target   ${namespacePath} in the namespace ${namespace}`,
  ]);
  const print = (line: string) => runner.info(line);
  return deployNamespaceFiles(
    { files, kind, namespacePath, namespace, override, concurrency, serverVersion: info.version },
    {
      server: client,
      readFile: (path) => readBytes(workspace, path),
      signal: stop,
      onPlan: (plan) => print(planLine(plan, 'file')),
      onCompare: logProgress('Compared', 'files of the same size', print),
      onProgress: logProgress('Uploaded', 'files', print),
    },
  );
}
