import type { PebbleReference } from '../../pebble/parser.js';
import { isSlipOf } from '../../rules/plugins/nearest-type.js';
import { dashedMistake } from './dashed.js';
import type { FlowNames } from './flow-names.js';
import { didYouMean, type Mistake, written } from './mistake.js';

/** `inputs.x` that the flow does not declare. */
export function inputMistake({ path }: PebbleReference, { inputs }: FlowNames, text: string): Mistake | undefined {
  const at = path[1];
  if (at === undefined || inputs === 'any') return undefined;
  const names = path.slice(1).map(({ name }) => name);
  const whole = names.join('.');
  for (const id of inputs) {
    if (id === whole || whole.startsWith(`${id}.`) || id.startsWith(`${whole}.`)) return undefined;
  }
  const dashed = dashedMistake('inputs', at, inputs, text);
  if (dashed !== undefined) return dashed;
  // Of `a.b` and `a.c` the second part is wrong.
  const isInside = path.length > 2 && [...inputs].some((id) => id.startsWith(`${at.name}.`));
  const wrong = isInside ? path[2]! : at;
  const name = isInside ? `${at.name}.${wrong.name}` : at.name;
  const hint = didYouMean('inputs', name, inputs, 'inputs');
  return { rule: 'unknown-input', text: `The flow has no input "${name}".`, hint, at: wrong };
}

/** `vars.x` that neither the flow nor a task of it sets. */
export function variableMistake({ path }: PebbleReference, { vars }: FlowNames, text: string): Mistake | undefined {
  const at = path[1];
  if (at === undefined || vars === 'any' || vars.has(at.name)) return undefined;
  if ([...vars].some((name) => name.startsWith(`${at.name}.`))) return undefined;
  const hint = didYouMean('vars', at.name, vars, 'variables');
  return (
    dashedMistake('vars', at, vars, text) ?? {
      rule: 'unknown-variable',
      text: `The flow has no variable "${at.name}".`,
      hint,
      at,
    }
  );
}

/** Executions get further labels, from whoever starts them: only a slip of the pen is certain. */
export function labelMistake({ path }: PebbleReference, { labels }: FlowNames): Mistake | undefined {
  const at = path[1];
  if (at === undefined || labels.has(at.name)) return undefined;
  const meant = [...labels].find((key) => isSlipOf(at.name, key));
  if (meant === undefined || path.length > 2) return undefined;
  return {
    rule: 'unknown-label',
    severity: 'notice',
    text: `The flow has no label "${at.name}".`,
    hint: `Did you mean \`${written('labels', meant)}\`?`,
    at,
  };
}

/** `trigger.x` that neither a trigger of the flow gives nor a flow that calls it. */
export function triggerMistake({ path }: PebbleReference, names: FlowNames): Mistake | undefined {
  const at = path[1];
  const { trigger, caller, hasTriggers } = names;
  if (at === undefined || trigger === 'any' || trigger.has(at.name) || caller.has(at.name)) return undefined;
  const text = hasTriggers
    ? `No trigger of the flow gives a value "${at.name}".`
    : `The flow has no trigger that could give a value "${at.name}".`;
  const hint = hasTriggers
    ? didYouMean('trigger', at.name, trigger, 'values')
    : `Add the trigger, or write \`trigger.${at.name} ?? …\`.`;
  return { rule: 'unknown-trigger-value', text, hint, at };
}
