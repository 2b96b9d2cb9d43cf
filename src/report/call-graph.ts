import { oneLine } from './escape.js';
import type { FlowDeploymentReport } from './model.js';

/** GitHub draws no larger graphs well, and Mermaid refuses more than 500 edges. */
const MAX_DRAWN_FLOWS = 60;
const MAX_DRAWN_CALLS = 400;

const STYLES = {
  created: 'fill:#dafbe1,stroke:#1a7f37',
  updated: 'fill:#fff8c5,stroke:#9a6700',
  deleted: 'fill:#ffebe9,stroke:#cf222e',
  failed: 'fill:#ffebe9,stroke:#cf222e',
  conflict: 'fill:#ffebe9,stroke:#cf222e',
  undone: 'fill:#eaeef2,stroke:#57606a',
} as const;

type Calls = FlowDeploymentReport['calls'];

/** The calls among flows that are connected, over any number of calls, with one that the run changes. */
export function callsAroundChanges({ calls, flows }: FlowDeploymentReport): Calls {
  const neighbours = new Map<string, string[]>();
  const connect = (from: string, to: string) => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const { from, to } of calls) {
    connect(from, to);
    connect(to, from);
  }
  const reached = new Set(
    flows.filter(({ action }) => action in STYLES).map(({ namespace, id }) => `${namespace}/${id}`),
  );
  // A set grows while it is gone through: each flow that is added is visited as well.
  for (const key of reached) for (const neighbour of neighbours.get(key) ?? []) reached.add(neighbour);
  return calls.filter(({ from }) => reached.has(from));
}

/** "none": nothing that would be drawn has changed. "too-many": more than anybody could read. */
export type CallGraph = { readonly mermaid: string; readonly isPart: boolean } | 'none' | 'too-many';

/**
 * The flows that start each other as a Mermaid flowchart, coloured by what happened to them. Where not all
 * fit, those that changed are drawn, with the flows next to them.
 */
export function renderCallGraph(report: FlowDeploymentReport): CallGraph {
  const changed = new Map<string, string>(
    report.flows.flatMap(({ action, namespace, id }) =>
      action in STYLES ? [[`${namespace}/${id}`, action] as const] : [],
    ),
  );
  const around = callsAroundChanges(report);
  if (around.length === 0) return 'none';
  const near = around.filter(({ from, to }) => changed.has(from) || changed.has(to));
  const drawn = [around, near].find(fits);
  return drawn === undefined ? 'too-many' : { mermaid: draw(drawn, changed), isPart: drawn.length < around.length };
}

function fits(calls: Calls): boolean {
  return calls.length <= MAX_DRAWN_CALLS && namesOf(calls).length <= MAX_DRAWN_FLOWS;
}

function namesOf(calls: Calls): readonly string[] {
  return [...new Set(calls.flatMap(({ from, to }) => [from, to]))].sort();
}

function draw(calls: Calls, changed: ReadonlyMap<string, string>): string {
  const names = namesOf(calls);
  const id = new Map(names.map((name, index) => [name, `f${index}`]));
  const edges = [...new Set(calls.map(({ from, to }) => `  ${id.get(from)} --> ${id.get(to)}`))];
  const lines = ['flowchart LR', ...names.map((name) => `  ${id.get(name)}["${label(name)}"]`), ...edges];
  for (const [action, style] of Object.entries(STYLES)) {
    const members = names.filter((name) => changed.get(name) === action).map((name) => id.get(name));
    if (members.length > 0) lines.push(`  classDef ${action} ${style}`, `  class ${members.join(',')} ${action}`);
  }
  return lines.join('\n');
}

/**
 * Only what a Mermaid label takes literally: no quote, no entity, no directive, and nothing that Markdown
 * inside of it would be.
 */
function label(name: string): string {
  return (
    oneLine(name)
      .replace(/[^\p{L}\p{N} ./_-]/gu, '·')
      .slice(0, 120) || '·'
  );
}
