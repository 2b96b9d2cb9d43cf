import type { RuleSetName, ProblemTarget } from '../verdict.js';
import type { ReadObject } from '../reading/values.js';

/** A step of a violation's path: `tasks`, `[0]`, `<list element>`. */
export type PathStep = string | number;

/** One violation of bean validation. */
export interface Violation {
  readonly rule: string;
  /** The message alone. */
  readonly message: string;
  readonly target: ProblemTarget;
  /** The line in `constraints`: path and message. */
  readonly line: string;
  /** The object at fault: two objects can have the same path and the same fault. */
  readonly of: ReadObject;
  /** What the rule looks at: one property, the object at fault, or the flow as a whole. */
  readonly about: 'property' | 'object' | 'flow';
}

/**
 * The way from the flow to a value, undefined at the flow itself. Most values have no violation, so that
 * nobody asks for the whole of it.
 */
export type Way = { readonly before: Way; readonly step: PathStep } | undefined;

/** Where bean validation is, and the object that is being validated. */
export interface Position {
  readonly way: Way;
  readonly object: ReadObject;
}

/**
 * The path of a violation as the server prints it. Under a task every `tasks[n]` becomes the id of that task
 * – 1.3 prints the id alone, 2.0 keeps `tasks[id]` –, under an input every `inputs[n]`; for anything else the
 * index stays.
 */
export function violationPath(rules: RuleSetName, position: Position): string {
  const { kind } = position.object.entry;
  const isInput = position.object.className.startsWith('io.kestra.core.models.flows.input.');
  const list = kind === 'task' ? 'tasks' : isInput ? 'inputs' : undefined;
  const id = idOf(position.object);
  let path = '';
  let isFirst = true;
  const steps = stepsOf(position.way);
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!;
    const element = steps[index + 1];
    if (step === list && typeof element === 'number' && (id !== undefined || rules === '2.0')) {
      path += `${isFirst ? '' : '.'}${rules === '2.0' ? `${step}[${id ?? 'null'}]` : id}`;
      index++;
    } else if (typeof step === 'number') path += `[${step}]`;
    else path += step.startsWith('[') || isFirst ? step : `.${step}`;
    isFirst = false;
  }
  return path;
}

function stepsOf(way: Way): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (let at = way; at !== undefined; at = at.before) steps.push(at.step);
  return steps.reverse();
}

function idOf(object: ReadObject): string | undefined {
  const id = object.props.get('id');
  return id?.k === 'scalar' ? String(id.value) : undefined;
}
