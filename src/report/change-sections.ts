import { callsAroundChanges, renderCallGraph } from './call-graph.js';
import { counted, sizeOfFile } from './counts.js';
import type { Detail } from './detail.js';
import { code, details, digits, fence, link, markdown } from './escape.js';
import { shortened } from '../shortened.js';
import { commitUrl, fileUrl, flowUrl } from './links.js';
import type {
  ChangeAction,
  FileChangeReport,
  FileDeploymentReport,
  FlowChangeReport,
  FlowDeploymentReport,
  RenderContext,
} from './model.js';
import { prose } from './sentence.js';
import { renderTable } from './table.js';
import { countChangedLines } from './yaml-diff.js';

const ICONS: Readonly<Record<ChangeAction, string>> = {
  created: '🟢 created',
  updated: '🟡 updated',
  unchanged: '⚪ unchanged',
  deleted: '🔴 deleted',
  failed: '❌ failed',
  conflict: '⛔ exists and differs',
  skipped: '⏸️ not reached',
  undone: '↩️ undone',
};
const PLANNED: Readonly<Partial<Record<ChangeAction, string>>> = {
  created: '🟢 create',
  updated: '🟡 update',
  deleted: '🔴 delete',
};

type DeploymentReport = FlowDeploymentReport | FileDeploymentReport;

/** Longest difference that is shown, in UTF-16 units; the report has all of it. */
const MAX_DIFF = 20_000;
const MAX_CALL_ROWS = 500;

/** What happened to each flow or file, the differences, and who calls whom. */
export function changeSections(report: DeploymentReport, context: RenderContext, detail: Detail): readonly string[] {
  if (report.action === 'deploy-namespace-files') return fileSections(report, context, detail);
  const flows = worstFirst(report.flows);
  const rows = flows.map((flow) => flowRow(flow, report, context));
  return [
    renderTable(['', 'flow', 'file', 'revision'], rows, detail.rows, 'flow'),
    notReached(report.flows, report.changed, 'flow'),
    ...diffsOf(flows, ({ namespace, id }) => markdown(`${namespace} / ${id}`), detail),
    graphOf(report, detail),
    digestLine(report),
  ];
}

/**
 * Without what is unchanged and what was not reached, which has nothing of its own to show; what did not go
 * well comes first.
 */
function worstFirst<Change extends { readonly action: ChangeAction }>(changes: readonly Change[]): readonly Change[] {
  const isBad = ({ action }: Change) => action === 'failed' || action === 'conflict';
  const isQuiet = ({ action }: Change) => action === 'unchanged' || action === 'skipped';
  return [...changes.filter(isBad), ...changes.filter((change) => !isBad(change) && !isQuiet(change))];
}

/** How many were not reached, where others were: where nothing was tried, the heading says so. */
function notReached(changes: readonly { readonly action: ChangeAction }[], changed: boolean, what: string): string {
  const skipped = changes.filter(({ action }) => action === 'skipped').length;
  return skipped === 0 || !changed ? '' : `${ICONS.skipped}: ${counted(skipped, what)}`;
}

function actionOf(action: ChangeAction, { dryRun }: { readonly dryRun: boolean }): string {
  return (dryRun ? PLANNED[action] : undefined) ?? ICONS[action];
}

function flowRow(flow: FlowChangeReport, report: FlowDeploymentReport, context: RenderContext): readonly string[] {
  const { revisionBefore: before, revisionAfter: after } = flow;
  const revision =
    before === undefined || after === undefined || before === after ? (after ?? before ?? '') : `${before} → ${after}`;
  const name = link(markdown(`${flow.namespace} / ${flow.id}`), flowUrl(context, report, flow));
  const file =
    flow.file === undefined ? reasonOf(flow, context) : link(code(flow.file), fileUrl(context, flow.file, flow.line));
  return [actionOf(flow.action, report), `${name}${errorOf(flow)}`, file, String(revision)];
}

/** "removed in 3f2a9c1", with a link to the commit. */
function reasonOf({ reason = '' }: Pick<FlowChangeReport, 'reason'>, context: RenderContext): string {
  const [, lead, commit] = /^(removed in )([0-9a-f]{7,64})$/.exec(reason) ?? [];
  return commit === undefined ? markdown(reason) : `${lead}${link(digits(commit), commitUrl(context, commit))}`;
}

/** Of a conflict the action says it all. */
function errorOf({ action, error }: { readonly action: ChangeAction; readonly error?: string }): string {
  return error === undefined || action === 'conflict' ? '' : `<br>${prose(shortened(error, 500))}`;
}

/** The differences of as many changes as have a row, each under its name. */
function diffsOf<Change extends { readonly diff?: string }>(
  changes: readonly Change[],
  nameOf: (change: Change) => string,
  { rows, blocks }: Detail,
): readonly string[] {
  if (blocks === 0) return [];
  return changes.slice(0, rows).flatMap((change) => {
    if (change.diff === undefined) return [];
    const lines = countChangedLines(change.diff);
    const title = `${nameOf(change)} – ${lines === 0 ? 'difference' : counted(lines, 'changed line')}`;
    return [details(title, fence('diff', cutLines(change.diff, Math.min(blocks, MAX_DIFF))))];
  });
}

/** Whole lines of a difference up to a length. */
function cutLines(diff: string, longest: number): string {
  if (diff.length <= longest) return diff;
  const lines = diff.split('\n');
  let length = 0;
  const shown = lines.slice(
    0,
    Math.max(
      1,
      lines.findIndex((line) => (length += line.length + 1) > longest),
    ),
  );
  return [
    ...shown.map((line) => shortened(line, longest)),
    `… ${counted(lines.length - shown.length, 'more line')}`,
  ].join('\n');
}

function graphOf(report: FlowDeploymentReport, { blocks, rows }: Detail): string {
  if (blocks === 0) return '';
  const graph = renderCallGraph(report);
  if (graph === 'none') return '';
  if (graph === 'too-many') {
    const calls = callsAroundChanges(report).map(({ from, to }) => [markdown(from), markdown(to)]);
    return details(
      'The deployed flows that start each other, too many to draw',
      renderTable(['flow', 'starts'], calls, Math.min(rows, MAX_CALL_ROWS), 'call'),
    );
  }
  const title = graph.isPart ? 'What changed, and the flows next to it' : 'How the deployed flows call each other';
  return graph.mermaid.length > blocks ? '' : details(title, fence('mermaid', graph.mermaid));
}

/** How to deploy exactly this plan. */
function digestLine({ dryRun, planDigest, failure }: DeploymentReport): string {
  if (!dryRun || planDigest === undefined || failure !== undefined) return '';
  return `Plan ${digits(planDigest)} – give it as <code>planDigest</code> to deploy exactly this.`;
}

function fileSections(report: FileDeploymentReport, context: RenderContext, detail: Detail): readonly string[] {
  const row = (change: FileChangeReport): readonly string[] => [
    actionOf(change.action, report),
    `${code(change.target)}${errorOf(change)}`,
    change.file === undefined ? reasonOf(change, context) : link(code(change.file), fileUrl(context, change.file)),
    sizeOfFile(change),
  ];
  const files = worstFirst(report.files);
  return [
    renderTable(['', 'target', 'file', 'size'], files.map(row), detail.rows, 'file'),
    notReached(report.files, report.changed, 'file'),
    ...diffsOf(files, ({ target }) => code(target), detail),
    digestLine(report),
  ];
}
