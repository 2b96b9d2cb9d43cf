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
