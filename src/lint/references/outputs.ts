import type { PebbleReference } from '../../pebble/parser.js';
import { dashedMistake } from './dashed.js';
import type { FlowNames } from './flow-names.js';
import { didYouMean, type Mistake, written } from './mistake.js';
import { type Unreachable, whyUnreachable } from './order.js';
import type { Place } from './places.js';
import type { Task } from './tasks.js';

/** `outputs.x` of a task that does not exist, or that cannot have run. */
export function outputMistake(
  { path }: PebbleReference,
  { tasks }: FlowNames,
  byId: ReadonlyMap<string, Task>,
  place: Place,
  text: string,
): Mistake | undefined {
  const at = path[1];
  if (at === undefined || place.kind === 'trigger') return undefined;
  const target = byId.get(at.name);
  if (target === undefined) {
    if (tasks === 'any' || tasks.has(at.name)) return undefined;
    const own = place.kind === 'task' ? place.task.id : undefined;
    const others = new Set([...tasks].filter((id) => id !== own));
    const hint = didYouMean('outputs', at.name, others, 'other tasks');
    const dashed = dashedMistake('outputs', at, tasks, text);
    return dashed ?? { rule: 'unknown-output', text: `The flow has no task "${at.name}".`, hint, at };
  }
  // What a task does with its result may be rendered when it is there.
  if (place.kind !== 'task' || place.property === 'assets') return undefined;
  const why = whyUnreachable(place.task, target);
  return why === undefined ? undefined : { rule: 'unreachable-output', ...words(why, at.name), at };
}

function words(why: Unreachable, id: string): Pick<Mistake, 'text' | 'hint'> {
  switch (why) {
    case 'itself':
      return {
        text: `These would be outputs of this very task, "${id}": there are none before it has run.`,
        hint: 'Name a task that runs before.',
      };
    case 'later':
      return {
        text: `The task "${id}" runs only after this one: its outputs are not there yet.`,
        hint: `Move this task behind it, or write \`${written('outputs', id)}… ?? …\`.`,
      };
    case 'other-branch':
      return {
        text: `The task "${id}" is in another branch: it has not run when this one does.`,
        hint: 'Name a task of this branch, or one that runs before.',
      };
    case 'at-once':
      return {
        text: `The task "${id}" runs at the same time as this one: nothing makes sure that its outputs are there.`,
        hint: 'Move this task behind the Parallel, or both into one branch of it.',
      };
    case 'not-awaited':
      return {
        text: `This task of the Dag does not wait for "${id}": nothing makes sure that its outputs are there.`,
        hint: `Add "${id}" to \`dependsOn\`.`,
      };
    case 'inside-loop':
      return {
        text: `The task "${id}" is inside a Loop: its outputs are not there outside of it.`,
        hint: 'Hand them out by the `outputs` of the Loop.',
      };
  }
}
