import { oneLine } from './escape.js';
import type { FlowDeploymentReport } from './model.js';

/** GitHub draws no larger graphs well, and Mermaid refuses more than 500 edges. */
export const MAX_DRAWN_FLOWS = 60;
export const MAX_DRAWN_CALLS = 400;

const STYLES = {
  created: 'fill:#dafbe1,stroke:#1a7f37',
  updated: 'fill:#fff8c5,stroke:#9a6700',
  deleted: 'fill:#ffebe9,stroke:#cf222e',
  failed: 'fill:#ffebe9,stroke:#cf222e',
} as const;

/** The calls among flows that are connected, over any number of calls, with one that the run changes. */
export function callsAroundChanges({ calls, flows }: FlowDeploymentReport): FlowDeploymentReport['calls'] {
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

/** The flows that start each other as a Mermaid flowchart; undefined when none does, or too many do. */
export function renderCallGraph({ calls, flows }: FlowDeploymentReport): string | undefined {
  const names = [...new Set(calls.flatMap(({ from, to }) => [from, to]))].sort();
  const id = new Map(names.map((name, index) => [name, `f${index}`]));
  const edges = [...new Set(calls.map(({ from, to }) => `  ${id.get(from)} --> ${id.get(to)}`))];
  if (names.length === 0 || names.length > MAX_DRAWN_FLOWS || edges.length > MAX_DRAWN_CALLS) return undefined;
  const lines = ['flowchart LR', ...names.map((name) => `  ${id.get(name)}["${label(name)}"]`), ...edges];
  for (const [action, style] of Object.entries(STYLES)) {
    const members = flows
      .filter((flow) => flow.action === action)
      .map((flow) => id.get(`${flow.namespace}/${flow.id}`));
    const drawn = members.filter((member) => member !== undefined);
    if (drawn.length > 0) lines.push(`  classDef ${action} ${style}`, `  class ${drawn.join(',')} ${action}`);
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
