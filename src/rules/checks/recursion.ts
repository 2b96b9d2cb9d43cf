import { isMissing, itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import { type CheckContext, type CheckViolation, violation } from './check.js';
import { allTasks } from './tasks-of-flow.js';

/** A flow that starts itself. */
export function findRecursion(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const [id, namespace] = [textOf(propOf(flow, 'id')), textOf(propOf(flow, 'namespace'))];
  return allTasks(flow, context).flatMap(({ task, subflow }) => {
    if (subflow === undefined || subflow.flowId !== id || subflow.namespace !== namespace) return [];
    return [violation('recursive-flow', `Recursive call to flow [${namespace}.${id}]`, propOf(task, 'flowId') ?? task)];
  });
}

/**
 * 2.0, after everything else: a flow that waits for a flow which it starts itself, or for itself. Only what
 * is certain to happen counts.
 */
export function findExecutionLoop(flow: ReadObject, context: CheckContext): CheckViolation | undefined {
  if (context.rules !== '2.0') return undefined;
  const own = `${textOf(propOf(flow, 'namespace'))}.${textOf(propOf(flow, 'id'))}`;
  const started = new Set(
    allTasks(flow, context)
      .filter(({ task }) => isUnconditional(task, 'runIf') && !isTrue(propOf(task, 'disabled')))
      .flatMap(({ subflow }) => keyOf(subflow?.namespace, subflow?.flowId)),
  );
  for (const trigger of itemsOf(flow, 'triggers')) {
    const isFlowTrigger = trigger.k === 'object' && trigger.className === 'io.kestra.plugin.core.trigger.Flow';
    if (!isFlowTrigger || isTrue(propOf(trigger, 'disabled')) || !isUnconditional(trigger, 'when')) continue;
    for (const needed of itemsOf(trigger, 'dependsOn')) {
      const [key] = keyOf(textOf(propOf(needed, 'namespace')), textOf(propOf(needed, 'flowId')));
      if (key === undefined || !isUnconditional(needed, 'when') || (key !== own && !started.has(key))) continue;
      const way = key === own ? [own, own] : [own, key, own];
      const message = `Cyclic flow dependency detected: ${way.join(' → ')}. Saving this flow would create an execution loop.`;
      return violation('execution-loop', message, propOf(needed, 'flowId') ?? needed);
    }
  }
  return undefined;
}

function keyOf(namespace: string | undefined, flowId: string | undefined): readonly string[] {
  return namespace === undefined || flowId === undefined || /\{\{|\{%/.test(`${namespace} ${flowId}`)
    ? []
    : [`${namespace}.${flowId}`];
}

/** Without a condition, or with one that is always true. */
function isUnconditional(value: Read, name: string): boolean {
  const condition = propOf(value, name);
  if (isMissing(condition)) return true;
  const node = condition!.node;
  return node.kind === 'scalar' && node.text === 'true';
}

function isTrue(value: Read | undefined): boolean {
  return value?.k === 'scalar' && value.value === true;
}
