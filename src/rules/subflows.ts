import type { Catalogue } from './catalogue/catalogue.js';
import type { Read, ReadBean } from './reading/values.js';
import type { RuleProblem } from './verdict.js';

/** Tells whether a flow exists; "unknown" when nobody can tell. */
export type KnownFlow = (namespace: string, id: string) => 'present' | 'disabled' | 'missing' | 'unknown';

/** The server's warnings about subflows: top-level Subflow tasks only, and only when nothing has to be rendered. */
export function findSubflowWarnings(
  _catalogue: Catalogue,
  flow: ReadBean,
  knownFlow: KnownFlow | undefined,
): readonly RuleProblem[] {
  const tasks = flow.props.get('tasks');
  if (tasks?.k !== 'list' || knownFlow === undefined) return [];
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
