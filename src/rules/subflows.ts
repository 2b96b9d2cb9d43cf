import { findUnknownFlows } from './beyond/unknown-flows.js';
import type { Catalogue } from './catalogue/catalogue.js';
import type { Read, ReadBean } from './reading/values.js';
import type { RuleProblem } from './verdict.js';

/** Tells whether a flow exists; "unknown" when nobody can tell. */
export type KnownFlow = (namespace: string, id: string) => 'present' | 'disabled' | 'missing' | 'unknown';

/** Flows that this one needs and that do not exist: what the server says about them, then, beyond the server, the others. */
export function findSubflowWarnings(
  _catalogue: Catalogue,
  flow: ReadBean,
  knownFlow: KnownFlow | undefined,
): readonly RuleProblem[] {
  if (knownFlow === undefined) return [];
  const said = serverWarnings(flow, knownFlow);
  const told = new Set(said.map(({ target }) => JSON.stringify('path' in target ? target.path : [])));
  return [...said, ...findUnknownFlows(flow.node, knownFlow, told)];
}

/** Top-level Subflow tasks only, and only when nothing has to be rendered. */
function serverWarnings(flow: ReadBean, knownFlow: KnownFlow): readonly RuleProblem[] {
  const tasks = flow.props.get('tasks');
  if (tasks?.k !== 'list') return [];
  return tasks.items.flatMap((task) => {
    if (task.k !== 'bean' || task.className !== 'io.kestra.plugin.core.flow.Subflow') return [];
    const namespace = textOf(task.props.get('namespace'));
    const id = textOf(task.props.get('flowId'));
    if (namespace === undefined || id === undefined || namespace.includes('{{') || id.includes('{{')) return [];
    const state = knownFlow(namespace, id);
    if (state !== 'missing' && state !== 'disabled') return [];
    const what = state === 'missing' ? 'not found' : 'is disabled';
    const text = `The subflow '${id}' ${what} in namespace '${namespace}'.`;
    const target = { path: task.props.get('flowId')?.path ?? task.path, part: 'value' } as const;
    const rule = state === 'missing' ? 'unknown-subflow' : 'disabled-subflow';
    return [{ rule, severity: 'warning', text, target, answer: 'warnings' } as const];
  });
}

function textOf(value: Read | undefined): string | undefined {
  return value?.k === 'scalar' ? String(value.value) : undefined;
}
