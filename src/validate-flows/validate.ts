import type { ValidationCounts } from '../findings/counts.js';
import type { Finding } from '../findings/finding.js';
import { mergeFindings, sortFindings, uniqueFindings, mergeOwn, withoutSuperseded } from '../findings/merge.js';
import { identityOf } from '../flows/identity.js';
import type { FlowFile } from '../flows/source.js';
import type { ParsedFlow } from '../flows/tree.js';
import type { PluginCatalogue } from '../rules/plugins/catalogue.js';
import type { PluginSource } from '../rules/plugins/format.js';
import { loadOfficialPlugins } from '../rules/plugins/load.js';
import { mentionsPlugins } from '../rules/plugins/mentions.js';
import type { RuleSetName } from '../rules/verdict.js';
import { askServer } from '../validation/ask-server.js';
import type { CheckedFiles } from '../validation/check-flows.js';
import { judgeOffline } from '../validation/judge-offline.js';
import { knownByTheRun, knownByTheServer, orElsewhere } from '../validation/known-flows.js';
import type { FileLists, FlowServer, ServerFailures } from '../validation/ports.js';
import { type IgnoredRule, silence } from '../validation/silence.js';
import { findUnknownFiles } from '../validation/unknown-files.js';
import { groupBy } from '../group-by.js';

export interface FlowValidationInput {
  readonly checked: CheckedFiles;
  /** Of the server, or of `kestraVersion`. */
  readonly rules: RuleSetName;
  /** The exact version, as far as it is known: rules that are younger are left out. */
  readonly version?: string | undefined;
  readonly upgradeTo?: RuleSetName | undefined;
  /** What a server has installed, by its own schema. */
  readonly installed?: PluginCatalogue | undefined;
  /** The same of the server that comes next. */
  readonly upgradePlugins?: PluginCatalogue | undefined;
  readonly concurrency: number;
  /** Rules that are not to be reported. */
  readonly ignore?: readonly IgnoredRule[] | undefined;
  /** Globs of `namespace/id`: flows that live elsewhere. */
  readonly externalFlows?: readonly string[] | undefined;
  /** Where to look for the namespace files that flows name; absent: nowhere. */
  readonly namespaceFiles?: FileLists | undefined;
}

export interface FlowValidation {
  /** Of the files that are reported on, in order. */
  readonly findings: readonly Finding[];
  readonly files: readonly { readonly path: string; readonly flows: readonly { namespace: string; id: string }[] }[];
  readonly counts: ValidationCounts;
  /** Files left out because they did not change. */
  readonly leftOut: number;
  /** Plugin types that were not judged; empty with a server. */
  readonly unjudgedTypes: ReadonlySet<string>;
  /** The plugins, at the versions by which flows were judged. */
  readonly pluginSources: readonly PluginSource[];
}

/**
 * What is certain of all files, then the server's verdict, or the offline rules in its stead. With a server
 * both run: the server decides, a problem that both see is reported once.
 * @throws what the server's client throws
 */
export async function validateFlows(
  input: FlowValidationInput,
  server: Pick<FlowServer, 'validateFlows' | 'exportSources'> | undefined,
  failures: Pick<ServerFailures, 'isRefusal' | 'isBreakdown'>,
): Promise<FlowValidation> {
  const { files, flows, paths, isReported, findings: local } = input.checked;
  const reported = flows.filter(({ document }) => isReported(document.file.path));
  const known = server === undefined ? knownByTheRun(flows) : await knownByTheServer(flows, server, failures);
  const knownFlow = orElsewhere(known, input.externalFlows);
  // Half a megabyte: only who uses plugins reads it.
  const official = reported.some(usesPlugins) ? await loadOfficialPlugins() : undefined;
  const plugins = { official, installed: input.installed };
  const offline = judgeOffline(reported, { ...input, knownFlow, plugins, hasServer: server !== undefined });
  const answers =
    server === undefined ? undefined : await askServer(reported, server, { ...input, failures, allFlows: flows });
  const lists = input.namespaceFiles;
  const unknownFiles =
    lists === undefined ? undefined : await findUnknownFiles(reported, lists, failures, { ...input, allFlows: flows });
  const byDocument = groupBy(local, documentOfFinding);
  const judged = reported.flatMap((flow) => {
    const checked = byDocument.get(documentOf(flow)) ?? [];
    const ours = mergeOwn(checked, [...(offline.findings.get(flow) ?? []), ...(unknownFiles?.get(flow) ?? [])]);
    // A server is not asked about what is no YAML.
    return answers === undefined || !flow.ok ? ours : mergeFindings(ours, answers.get(flow) ?? []);
  });
  const withFlow = new Set(reported.map(documentOf));
  const others = local.filter((finding) => !withFlow.has(documentOfFinding(finding)));
  const unique = uniqueFindings(sortFindings([...judged, ...others]));
  const all = withoutSuperseded(unique);
  const shown = new Set(all);
  const { findings, silenced } = silence(all, reported, input.ignore, {
    isUpgradeJudged: input.upgradeTo !== undefined,
    superseded: unique.filter((finding) => !shown.has(finding)),
  });
  return {
    findings,
    files: filesOf(
      files.filter(({ path }) => isReported(path)),
      reported,
    ),
    counts: { files: paths.filter(isReported).length, ...countsOf(findings, reported), silenced },
    leftOut: files.filter(({ path }) => !isReported(path)).length,
    unjudgedTypes: server === undefined ? offline.unjudgedTypes : new Set(),
    pluginSources: [...offline.sources],
  };
}

function usesPlugins({ document }: ParsedFlow): boolean {
  return mentionsPlugins(document.source);
}

function documentOf({ document }: ParsedFlow): string {
  return `${document.index} ${document.file.path}`;
}

function documentOfFinding({ document, file }: Finding): string {
  return `${document ?? 0} ${file}`;
}

function filesOf(files: readonly FlowFile[], flows: readonly ParsedFlow[]): FlowValidation['files'] {
  const byPath = new Map<string, { namespace: string; id: string }[]>(files.map(({ path }) => [path, []]));
  for (const flow of flows) {
    if (!flow.ok) continue;
    const { namespace, id } = identityOf(flow.root);
    if (namespace !== undefined && id !== undefined) byPath.get(flow.document.file.path)?.push({ namespace, id });
  }
  return [...byPath].map(([path, list]) => ({ path, flows: list }));
}

function countsOf(
  findings: readonly Finding[],
  reported: readonly ParsedFlow[],
): Omit<ValidationCounts, 'files' | 'silenced'> {
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const invalid = new Set(errors.map(documentOfFinding));
  const invalidFlows = reported.filter((flow) => invalid.has(documentOf(flow))).length;
  return {
    flows: reported.length,
    invalidFlows,
    errors: errors.length,
    warnings: count('warning'),
    notices: count('notice'),
  };
}
