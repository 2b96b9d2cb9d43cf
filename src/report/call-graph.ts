import type { FlowDeploymentReport } from './model.js';
import { oneLine } from './escape.js';

/** GitHub draws no larger graphs well. */
const MAX_NODES = 60;

const STYLES = {
  created: 'fill:#dafbe1,stroke:#1a7f37',
  updated: 'fill:#fff8c5,stroke:#9a6700',
  deleted: 'fill:#ffebe9,stroke:#cf222e',
  failed: 'fill:#ffebe9,stroke:#cf222e',
} as const;

/** The flows that start each other as a Mermaid flowchart; undefined when none does, or too many do. */
export function renderCallGraph({ calls, flows }: FlowDeploymentReport): string | undefined {
  const names = [...new Set(calls.flatMap(({ from, to }) => [from, to]))].sort();
  if (names.length === 0 || names.length > MAX_NODES) return undefined;
  const id = new Map(names.map((name, index) => [name, `f${index}`]));
  const lines = ['flowchart LR'];
  for (const name of names) lines.push(`  ${id.get(name)}["${label(name)}"]`);
  for (const { from, to } of calls) lines.push(`  ${id.get(from)} --> ${id.get(to)}`);
  for (const [action, style] of Object.entries(STYLES)) {
    const members = flows
      .filter((flow) => flow.action === action)
      .map((flow) => id.get(`${flow.namespace}/${flow.id}`));
    const drawn = members.filter((member) => member !== undefined);
    if (drawn.length > 0) lines.push(`  classDef ${action} ${style}`, `  class ${drawn.join(',')} ${action}`);
  }
  return lines.join('\n');
}

/** Only what a Mermaid label takes literally. */
function label(name: string): string {
  return oneLine(name).replace(/[^\p{L}\p{N} ./_-]/gu, '·');
}
