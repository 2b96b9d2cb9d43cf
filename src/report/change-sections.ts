import { renderCallGraph } from './call-graph.js';
import { counted, sizeOf } from './counts.js';
import { code, details, fence, link, markdown } from './escape.js';
import { fileUrl } from './links.js';
import type {
  ChangeAction,
  FileChangeReport,
  FileDeploymentReport,
  FlowChangeReport,
  FlowDeploymentReport,
  RenderContext,
} from './model.js';
import type { Detail } from './summary.js';
import { countChangedLines } from './yaml-diff.js';

const ICONS: Readonly<Record<ChangeAction, string>> = {
  created: '🟢 created',
  updated: '🟡 updated',
  unchanged: '⚪ unchanged',
  deleted: '🔴 deleted',
  failed: '❌ failed',
  conflict: '⛔ exists and differs',
  skipped: '⏸️ not reached',
};

/** What happened to each flow or file, the differences, and who calls whom. */
export function changeSections(
  report: FlowDeploymentReport | FileDeploymentReport,
  context: RenderContext,
  detail: Detail,
): readonly string[] {
  if (report.action === 'deploy-namespace-files') return fileSections(report, context, detail);
  const told = report.flows.filter(({ action }) => action !== 'unchanged');
  const diffs = detail.blocks ? told.slice(0, detail.rows).flatMap(diffOf) : [];
  const graph = detail.blocks ? renderCallGraph(report) : undefined;
  return [
    table(
      ['', 'flow', 'file', 'revision'],
      told.map((flow) => flowRow(flow, context)),
      detail.rows,
      'flow',
    ),
    ...diffs,
    ...(graph === undefined ? [] : [details('How the deployed flows call each other', fence('mermaid', graph))]),
  ];
}

function flowRow(flow: FlowChangeReport, context: RenderContext): readonly string[] {
  const { revisionBefore: before, revisionAfter: after, error } = flow;
  const revision = before === undefined || before === after ? (after ?? before ?? '') : `${before} → ${after ?? '?'}`;
  const name = link(markdown(`${flow.namespace} / ${flow.id}`), flow.url);
  const file = flow.file === undefined ? '' : link(code(flow.file), fileUrl(context, flow.file, flow.line));
  return [ICONS[flow.action], error === undefined ? name : `${name}<br>${markdown(error)}`, file, String(revision)];
}

function diffOf({ namespace, id, diff }: FlowChangeReport): readonly string[] {
  if (diff === undefined) return [];
  const title = `${markdown(`${namespace} / ${id}`)} – ${counted(countChangedLines(diff), 'changed line')}`;
  return [details(title, fence('diff', diff))];
}

function fileSections(report: FileDeploymentReport, context: RenderContext, detail: Detail): readonly string[] {
  const told = report.files.filter(({ action }) => action !== 'unchanged');
  const row = ({ action, file, target, bytes, error }: FileChangeReport): readonly string[] => [
    ICONS[action],
    error === undefined ? code(target) : `${code(target)}<br>${markdown(error)}`,
    file === undefined ? '' : link(code(file), fileUrl(context, file)),
    sizeOf(bytes),
  ];
  const rows = told.map(row);
  return [`Namespace ${code(report.namespace)}`, table(['', 'target', 'file', 'size'], rows, detail.rows, 'file')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[], limit: number, what: string): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, limit);
  const rest = rows.length - shown.length;
  const lines = shown.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...shown.map(line)];
  return [...lines, ...(rest === 0 ? [] : ['', `… and ${counted(rest, `more ${what}`)}.`])].join('\n');
}
