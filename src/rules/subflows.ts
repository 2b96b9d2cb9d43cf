import type { Read, ReadObject } from './reading/values.js';
import type { RuleProblem } from './verdict.js';

/** Whether a flow exists; "unknown" when that cannot be known. */
export type KnownFlow = (namespace: string, id: string) => 'present' | 'disabled' | 'missing' | 'unknown';

/**
 * What the server warns of: subflows that are missing or disabled. It looks at top-level Subflow tasks only,
 * and only when nothing has to be rendered.
 */
export function findSubflowWarnings(flow: ReadObject, knownFlow: KnownFlow | undefined): readonly RuleProblem[] {
  if (knownFlow === undefined) return [];
  const tasks = flow.props.get('tasks');
  if (tasks?.k !== 'list') return [];
  return tasks.items.flatMap((task) => {
    if (task.k !== 'object' || task.className !== 'io.kestra.plugin.core.flow.Subflow') return [];
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
