import type { ValidationCounts } from '../findings/counts.js';
import type { Finding, Severity } from '../findings/finding.js';
import type { InputValues } from '../inputs/input.js';
import { validateFlowsSpec } from './inputs.js';
import { type FlowValidation, validateFlows } from './validate.js';
import { listPaths } from '../files/list-paths.js';
import { checkFiles } from '../validation/check-flows.js';
import type { FileLists } from '../validation/ports.js';
import { ruleSetFor } from '../rules/versions.js';
import { counted } from '../report/counts.js';
import type { ValidationReport } from '../report/model.js';
import type { Action, RunFailure } from '../actions/action.js';
import { checkVersions } from './check-versions.js';
import { changedFlowFiles } from './changed-flow-files.js';
import { describePlugins, readPluginSchema } from './plugin-schema.js';
import { type Connection, connect } from '../actions/connection.js';
import { readFlowFiles } from '../actions/flow-files.js';
import { orWarn } from '../actions/publish.js';
import type { Run } from '../actions/run.js';
import { sarifPath, writeSarif } from './sarif-file.js';
import { serverFailures } from '../actions/server-failures.js';

type Inputs = InputValues<typeof validateFlowsSpec.inputs>;

interface Result extends FlowValidation {
  /** The rule set of an offline run. */
  readonly offlineRules?: string;
}

export const validateFlowsAction: Action<typeof validateFlowsSpec.inputs, Result, ValidationReport> = {
  spec: validateFlowsSpec,
  perform,
  verdict,
  report: (head, result, inputs) => ({
    ...head,
    action: 'validate-flows',
    valid: result !== undefined && result.counts.errors === 0,
    failOn: inputs?.failOn ?? 'error',
    counts: result?.counts ?? countsBefore(head.findings),
    ...(result?.offlineRules === undefined ? {} : { rules: result.offlineRules }),
    directory: inputs?.directory ?? [],
    ...(result === undefined || result.leftOut === 0 ? {} : { leftOut: result.leftOut }),
    ...(result === undefined || result.unjudgedTypes.size === 0
      ? {}
      : { uncheckedTypes: [...result.unjudgedTypes].sort() }),
    files: result?.files ?? [],
  }),
  advice: { unauthorized: 'Without `server` the flows are validated offline, without secrets.' },
  outputs: ({ valid, counts: { flows, errors, warnings } }) => ({ valid, flows, errors, warnings }),
  publishMore: async ({ report, inputs: { sarif }, context, isCarriedOut }, run) => {
    // Without results code scanning would take all its alerts for fixed.
    if (sarif !== undefined && isCarriedOut)
      await orWarn(run, 'The SARIF file', () => writeSarif(report, sarif, context, run));
  },
};

/** Of a run that ended before its verdict: what was certain by then. */
function countsBefore(findings: readonly Finding[]): ValidationCounts {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  const found = { errors: count('error'), warnings: count('warning'), notices: count('notice') };
  return { files: 0, flows: 0, invalidFlows: 0, ...found, silenced: 0 };
}

async function perform(inputs: Inputs, run: Run): Promise<Result> {
  const { runner, context } = run;
  if (inputs.sarif !== undefined) sarifPath(context.workspace, inputs.sarif);
  if (inputs.server === undefined) sayOffline(inputs, run);
  const { checked, ...plugins } = await readCheckout(inputs, run);
  const server = inputs.server === undefined ? undefined : await connect({ ...inputs, server: inputs.server }, run);
  const version = server === undefined ? inputs.kestraVersion : server.info.version;
  const rules = ruleSetFor(version);
  const { kestraVersion, upgradeTo } = inputs;
  const versions = { kestraVersion, upgradeTo, serverVersion: server?.info.version, offline: server === undefined };
  for (const notice of checkVersions(versions)) run.notice(notice);
  runner.group('Configuration', [
    `Kestra   ${server?.described ?? `none: validated with the rules of Kestra ${version ?? rules}`}`,
    `Files    ${inputs.directory.join(', ')} · ${counted(checked.paths.length, 'file')}`,
  ]);
  const result = await validateFlows(
    {
      checked,
      rules,
      version,
      upgradeTo: upgradeTo === undefined ? undefined : ruleSetFor(upgradeTo),
      ...plugins,
      concurrency: inputs.concurrency,
      ignore: inputs.ignore,
      externalFlows: inputs.externalFlows,
      namespaceFiles: server === undefined ? undefined : fileLists(server, context.workspace),
    },
    server?.client,
    serverFailures,
  );
  run.findings = result.findings;
  run.keepSources(checked.files);
  sayWhatWasJudged(result, inputs, run);
  return server === undefined ? { ...result, offlineRules: version ?? rules } : result;
}

/** What the run needs of the disk and of Git; what is certain of the files is kept for the report. */
async function readCheckout(inputs: Inputs, run: Run) {
  const { workspace } = run.context;
  const { files, unreadable, pathsTo } = readFlowFiles(inputs, run);
  const installed = await readPluginSchema('pluginSchema', inputs.pluginSchema, workspace);
  const upgradePlugins = await readPluginSchema('upgradeSchema', inputs.upgradeSchema, workspace);
  const changed = inputs.changedOnly ? await changedFlowFiles(pathsTo, inputs.githubToken, run) : undefined;
  const checked = checkFiles(files, unreadable, changed);
  run.findings = checked.findings;
  run.keepSources(files);
  return { checked, installed, upgradePlugins };
}

function sayWhatWasJudged({ leftOut, pluginSources, unjudgedTypes }: Result, inputs: Inputs, run: Run): void {
  if (leftOut > 0) run.notice(`${counted(leftOut, 'file')} left out: not changed.`);
  const judgedBy = describePlugins(pluginSources);
  if (judgedBy !== undefined) run.runner.info(judgedBy);
  if (unjudgedTypes.size > 0) run.notice(unjudged([...unjudgedTypes].sort(), inputs.pluginSchema !== undefined));
}

/** Only the Enterprise Edition hands files down; who does not say what it is may be one. */
function fileLists({ client, info }: Connection, workspace: string): FileLists {
  return {
    onServer: (namespace) => client.searchFiles(namespace, '/'),
    inherits: info.edition !== 'OSS',
    inCheckout: () => listPaths(workspace),
  };
}

/** The first line of the log: nobody shall take the rules here for the word of a server. */
function sayOffline({ kestraVersion, annotations }: Inputs, run: Run): void {
  const text = `Validated offline: \`server\` is not given, so the rules of Kestra ${kestraVersion ?? ruleSetFor(undefined)} built into this action judge the flows, and no server does. Set \`requireServer: true\` where that must not happen.`;
  run.notice(text, { annotate: annotations });
}

function unjudged(types: readonly string[], hasSchema: boolean): string {
  const was = types.length === 1 ? 'was' : 'were';
  const named = types.slice(0, 5).join(', ') + (types.length > 5 ? `, and ${types.length - 5} more` : '');
  const advice = hasSchema ? '' : ' With `pluginSchema`, the schema of your server, every plugin is.';
  return `${counted(types.length, 'plugin type')} ${was} not checked (${named}).${advice}`;
}

function verdict({ counts, findings }: Result, { failOn }: Inputs): RunFailure | undefined {
  const { errors, warnings, invalidFlows, flows } = counts;
  if (failOn === 'never' || (errors === 0 && (failOn === 'error' || warnings === 0))) return undefined;
  const reason = 'findings';
  if (errors === 0) {
    const files = new Set(findings.filter(({ severity }) => severity === 'warning').map(({ file }) => file)).size;
    return {
      reason,
      message: `${counted(warnings, 'warning')} in ${counted(files, 'file')}, and \`failOn\` is warning.`,
    };
  }
  if (invalidFlows === 0) return { reason, message: `${counted(errors, 'error')} in the files.` };
  return {
    reason,
    message: `${invalidFlows} of ${counted(flows, 'flow')} ${invalidFlows === 1 ? 'is' : 'are'} invalid.`,
  };
}
