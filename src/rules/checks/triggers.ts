import { isMissing, itemsOf, propOf, textOf } from '../reading/values.js';
import { type ConstraintCheck, violation } from './check.js';

/** Webhooks start an execution at once: they cannot wait for several conditions. */
export const checkWebhookConditions: ConstraintCheck = (trigger) => {
  const waiting = itemsOf(trigger, 'conditions').find(
    (condition) =>
      condition.k === 'object' && condition.className === 'io.kestra.plugin.core.condition.MultipleCondition',
  );
  if (waiting === undefined) return [];
  const message = 'invalid webhook: conditions of type MultipleCondition are not supported';
  return [violation('invalid-webhook', message, propOf(waiting, 'type') ?? waiting)];
};

export const checkWebhook: ConstraintCheck = (trigger) => {
  const contentType = propOf(trigger, 'responseContentType');
  const text = textOf(contentType);
  if (text === undefined || text === 'application/json' || text === 'text/plain') return [];
  const message = "invalid webhook: responseContentType must be either 'application/json' or 'text/plain'";
  return [violation('invalid-webhook', message, contentType)];
};

/** 1.3: a filter of preconditions has a value, values, or neither, as its type wants it. */
export const checkPreconditionFilter: ConstraintCheck = (filter) => {
  const type = propOf(filter, 'type');
  const text = textOf(type);
  // A type given by its number is known to the server alone.
  if (text === undefined || text.startsWith('#')) return [];
  const isList = text === 'IN' || text === 'NOT_IN';
  for (const [name, wanted] of [['value', !isList] as const, ['values', isList] as const]) {
    const value = propOf(filter, name);
    if (wanted && isMissing(value))
      return [violation('invalid-filter', `\`${name}\` cannot be null for type ${text}`, type)];
    if (!wanted && !isMissing(value))
      return [violation('invalid-filter', `\`${name}\` must be null for type ${text}`, value)];
  }
  return [];
};

/** 2.0: how many of a Flow trigger's dependencies must be met. */
export const checkFlowTrigger: ConstraintCheck = (trigger) => {
  const mode = propOf(trigger, 'mode');
  const least = propOf(trigger, 'minSatisfied');
  if (textOf(mode) === 'AT_LEAST' && isMissing(least)) {
    return [violation('invalid-flow-trigger', '`minSatisfied` must be set when mode is AT_LEAST', mode)];
  }
  if (least?.k !== 'scalar' || Number(least.value) <= itemsOf(trigger, 'dependsOn').length) return [];
  const message = '`minSatisfied` must be lower than or equal to the number of `dependsOn`';
  return [violation('invalid-flow-trigger', message, least)];
};
