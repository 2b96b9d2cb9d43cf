import type { Finding } from '../findings/finding.js';
import { findingsOfProblems } from '../findings/verdict-findings.js';
import { valueOf } from '../flows/navigate.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';
import { type FileReference, fileReferencesOf } from '../lint/file-references.js';
import { FilePaths } from '../lint/missing-files.js';
import { listedName, nameRulesOf } from '../namespace-files/server-names.js';
import type { StoredIndex } from '../namespace-files/compare.js';
import type { RuleProblem } from '../rules/verdict.js';
import { ruleSetFor } from '../rules/versions.js';
import { readFlows } from '../validation/check-flows.js';
import { silence } from '../validation/silence.js';
import type { FileDeploymentInput, FileDeploymentPorts, FilePlan } from './deployment.js';

/**
 * Warnings about flows of the checkout that go on naming a file which this plan deletes. Flows are read only
 * when something is to be deleted.
 */
export async function findFlowsThatRead(
  plan: FilePlan,
  stored: StoredIndex,
  { namespace, serverVersion }: Pick<FileDeploymentInput, 'namespace' | 'serverVersion'>,
  { flowsNaming }: Pick<FileDeploymentPorts, 'flowsNaming'>,
): Promise<readonly Finding[]> {
  if (plan.deletions.length === 0 || flowsNaming === undefined) return [];
  const gone = new Map(plan.deletions.map((deletion) => [deletion.stored, deletion.reason]));
  const names = [...gone.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1));
  const { flows } = readFlows(await flowsNaming([...new Set(names)]));
  const rules = ruleSetFor(serverVersion);
  const listed = (path: string) => listedName(path, nameRulesOf(serverVersion));
  const before = new FilePaths(stored.paths);
  const written = plan.changes.map(({ desired }) => listed(desired.path));
  const after = new FilePaths([...stored.paths.filter((path) => !gone.has(path)), ...written]);

  const isDeleted = (file: FileReference) =>
    file.namespaces.every((one) => one === namespace) && before.has(file) && !after.has(file);
  const findings = flows.filter(isFlow).flatMap((flow) => {
    const files = fileReferencesOf(flow, rules).filter(isDeleted);
    return findingsOfProblems(
      flow,
      files.map((file) => problemOf(file, reasonOf(file, gone), namespace)),
      rules,
    );
  });
  return silence(findings, flows).findings.filter(({ rule }) => rule === 'unknown-file');
}

/** YAML of other tools may have an `id` or a `namespace` by chance. */
function isFlow(flow: ParsedFlow): flow is ParsedDocument {
  return flow.ok && ['id', 'namespace', 'tasks'].every((key) => valueOf(flow.root, key) !== undefined);
}

function reasonOf({ path, inAnyFolder }: FileReference, gone: ReadonlyMap<string, string>): string {
  return gone.get(path) ?? [...gone].find(([one]) => inAnyFolder && one.endsWith(path))?.[1] ?? '';
}

function problemOf({ kind, path, target }: FileReference, reason: string, namespace: string): RuleProblem {
  const outcome = kind === 'read' ? 'reading it will fail when the flow runs' : '`include` will take nothing by it';
  const text = `This flow names the namespace file ${path} of ${namespace}, which the plan deletes (${reason}): ${outcome}.`;
  const hint = 'Change the flow, or keep the file.';
  return { rule: 'unknown-file', severity: 'warning', text, target, hint, answer: 'none' };
}
