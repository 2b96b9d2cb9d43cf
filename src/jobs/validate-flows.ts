import type { Finding } from '../findings/finding.js';
import { mergeFindings, sortFindings, uniqueFindings } from '../findings/merge.js';
import { findingsOfRules } from '../findings/verdict-findings.js';
import { identityOf } from '../flows/identity.js';
import type { FlowFile } from '../flows/source.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';
import { judgeDocument } from '../rules/judge.js';
import type { PluginSchema } from '../rules/plugin-schema.js';
import { judgeUpgrade } from '../rules/upgrade.js';
import type { RuleSetName } from '../rules/verdict.js';
import { askServer } from './ask-server.js';
import { checkLocally, readFlows } from './check-flows.js';
import type { FlowServer } from './ports.js';

export interface FlowValidationInput {
  readonly files: readonly FlowFile[];
  /** About files that could not even be read as text. */
  readonly unreadable: readonly Finding[];
  /** Report on these files only; identities are judged over all. */
  readonly changed?: ReadonlySet<string> | undefined;
  /** Of the server, or of `kestraVersion`. */
  readonly rules: RuleSetName;
  /** The exact version, as far as it is known: rules that are younger are left out. */
  readonly version?: string | undefined;
  readonly upgradeTo?: RuleSetName | undefined;
  readonly pluginSchema?: PluginSchema | undefined;
  readonly concurrency: number;
}

export interface FlowValidation {
  /** Of the files that are reported on, in order. */
  readonly findings: readonly Finding[];
  readonly files: readonly { readonly path: string; readonly flows: readonly { namespace: string; id: string }[] }[];
  readonly counts: {
    readonly files: number;
    readonly flows: number;
    readonly invalidFlows: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notices: number;
  };
  /** Files left out because they did not change. */
  readonly leftOut: number;
  /** Plugin types that were not judged, with the number of their uses; empty with a server. */
  readonly unjudgedTypes: ReadonlySet<string>;
}

/**
 * Local checks over all files, then the server's verdict, or the offline rules in its stead. With a server both run: the server decides, a problem that both see is
 * told once.
 * @throws what the server's client throws
 */
export async function validateFlows(
  input: FlowValidationInput,
  server: Pick<FlowServer, 'validateFlows'> | undefined,
): Promise<FlowValidation> {
  const { flows, findings: empty } = readFlows(input.files);
  const isReported = (path: string) => input.changed === undefined || input.changed.has(path);
  const reported = flows.filter(({ document }) => isReported(document.file.path));
  const local = [...empty, ...input.unreadable, ...checkLocally(flows)].filter(({ file }) => isReported(file));
  const offline = judgeOffline(reported, flows, input, server !== undefined);
  const answers = server === undefined ? undefined : await askServer(reported, server, { ...input, brought: flows });
  const judged = reported.flatMap((flow) => {
    const own = [...local.filter((finding) => isAbout(finding, flow)), ...(offline.findings.get(flow) ?? [])];
    // What both our own checks and our rules say is said by the checks.
    const ours = dropEchoes(own);
    return answers === undefined ? ours : mergeFindings(ours, (flow.ok && answers.get(flow)) || []);
  });
  const others = local.filter((finding) => !reported.some((flow) => isAbout(finding, flow)));
  const findings = uniqueFindings(sortFindings([...judged, ...others]));
  return {
    findings,
    files: filesOf(
      input.files.filter(({ path }) => isReported(path)),
      reported,
    ),
    counts: countsOf(findings, reported, isReported, input),
    leftOut: input.files.filter(({ path }) => !isReported(path)).length,
    unjudgedTypes: server === undefined ? offline.unjudgedTypes : new Set(),
  };
}

function judgeOffline(
  reported: readonly ParsedFlow[],
  all: readonly ParsedFlow[],
  { rules, version, upgradeTo, pluginSchema }: FlowValidationInput,
  withServer: boolean,
): { readonly findings: ReadonlyMap<ParsedFlow, readonly Finding[]>; readonly unjudgedTypes: ReadonlySet<string> } {
  const known = new Set(all.flatMap((flow) => (flow.ok ? [keyOf(flow)] : [])));
  const unjudgedTypes = new Set<string>();
  const findings = new Map<ParsedFlow, readonly Finding[]>();
  const knownFlow = (namespace: string, id: string) =>
    known.has(`${namespace}/${id}`) ? 'present' : withServer ? 'unknown' : 'missing';
  for (const flow of reported) {
    if (!flow.ok) continue;
    const verdict = judgeDocument(flow, { rules, version, knownFlow, pluginSchema });
    for (const type of verdict.unjudgedTypes) unjudgedTypes.add(type);
    const upgrade = upgradeTo === undefined || upgradeTo === rules ? [] : judgeUpgrade(flow, rules, upgradeTo);
    const beyond = { ...verdict, problems: upgrade };
    findings.set(flow, [
      ...findingsOfRules(flow, verdict, rules),
      ...findingsOfRules(flow, beyond, upgradeTo ?? rules).map((finding) => ({
        ...finding,
        rule: `upgrade-${finding.rule}`,
      })),
    ]);
  }
  return { findings, unjudgedTypes };
}

/** The rules say again what the local checks said better: a missing or wrong identity, a document that is no flow. */
function dropEchoes(own: readonly Finding[]): readonly Finding[] {
  const places = new Set(
    own.filter(({ origin }) => origin === 'local').map(({ range }) => `${range?.startLine}:${range?.startColumn}`),
  );
  return own.filter(
    ({ origin, range, severity }) =>
      origin === 'local' || severity !== 'error' || !places.has(`${range?.startLine}:${range?.startColumn}`),
  );
}

function isAbout({ file, document }: Finding, flow: ParsedFlow): boolean {
  return file === flow.document.file.path && (document ?? 0) === flow.document.index;
}

function keyOf({ root }: ParsedDocument): string {
  const { namespace, id } = identityOf(root);
  return `${namespace}/${id}`;
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
  isReported: (path: string) => boolean,
  { files, unreadable }: FlowValidationInput,
): FlowValidation['counts'] {
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const invalid = new Set(errors.map(({ file, document }) => `${document ?? 0} ${file}`));
  const invalidFlows = reported.filter(({ document }) => invalid.has(`${document.index} ${document.file.path}`)).length;
  return {
    files: [...files.map(({ path }) => path), ...unreadable.map(({ file }) => file)].filter(isReported).length,
    flows: reported.length,
    invalidFlows,
    errors: errors.length,
    warnings: count('warning'),
    notices: count('notice'),
  };
}
