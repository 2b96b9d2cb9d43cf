import { isMissing, itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import type { RuleProblem } from '../verdict.js';
import type { CheckContext } from './check.js';
import { allTasks } from './tasks-of-flow.js';

/**
 * What the server warns of in a flow that it could read: triggers for everything, and properties without
 * effect.
 */
export function findServerWarnings(flow: ReadObject, context: CheckContext): readonly RuleProblem[] {
  return [...findBoundlessTriggers(flow, context), ...findIdleProperties(flow, context)];
}

function findBoundlessTriggers(flow: ReadObject, context: CheckContext): readonly RuleProblem[] {
  return itemsOf(flow, 'triggers').flatMap((trigger) => {
    if (trigger.k !== 'object' || trigger.className !== 'io.kestra.plugin.core.trigger.Flow') return [];
    if (!(context.rules === '1.3' ? isBoundless13(trigger) : isBoundless20(trigger))) return [];
    const property = context.rules === '1.3' ? 'preconditions' : 'dependsOn';
    const text = `This flow will be triggered for EVERY execution of EVERY flow on your instance. We recommend adding the ${property} property to the Flow trigger '${idOf(trigger)}'.`;
    return [warning('boundless-trigger', text, propOf(trigger, 'type') ?? trigger, 'value')];
  });
}

function isBoundless13(trigger: Read): boolean {
  return itemsOf(trigger, 'conditions').length === 0 && isMissing(propOf(trigger, 'preconditions'));
}

function isBoundless20(trigger: Read): boolean {
  const when = propOf(trigger, 'when');
  const isAlways = isMissing(when) || (when?.node.kind === 'scalar' && when.node.text === 'true');
  return itemsOf(trigger, 'dependsOn').length === 0 && isAlways;
}

/** Of a type outside the core nobody knows whether it is runnable. */
function findIdleProperties(flow: ReadObject, context: CheckContext): readonly RuleProblem[] {
  const routing = context.rules === '1.3' ? 'workerGroup' : 'workerSelector';
  return allTasks(flow, context).flatMap(({ task, takes }) => {
    const isJudged = context.propertiesOf(task.className) !== undefined && takes === undefined;
    if (!isJudged || context.is(task.className, 'runnable')) return [];
    return ['timeout', 'taskCache', routing].flatMap((name) => {
      const value = propOf(task, name);
      const isPausing = name === 'timeout' && task.className === 'io.kestra.plugin.core.flow.Pause';
      if (isMissing(value) || isPausing) return [];
      const text = `The task '${idOf(task)}' cannot use the '${name}' property as it's only relevant for runnable tasks.`;
      return [warning('idle-property', text, value!, 'key')];
    });
  });
}

function idOf(value: Read): string {
  return textOf(propOf(value, 'id')) ?? 'null';
}

function warning(rule: string, text: string, at: Read, part: 'key' | 'value'): RuleProblem {
  return { rule, severity: 'warning', text, target: { path: at.path, part }, answer: 'warnings' };
}
