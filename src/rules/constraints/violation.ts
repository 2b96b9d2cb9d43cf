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

/** Where bean validation is: the path from the flow and the object that is being validated. */
export interface Position {
  readonly steps: readonly PathStep[];
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
  for (let index = 0; index < position.steps.length; index++) {
    const step = position.steps[index]!;
    const element = position.steps[index + 1];
    if (step === list && typeof element === 'number' && (id !== undefined || rules === '2.0')) {
      path += `${isFirst ? '' : '.'}${rules === '2.0' ? `${step}[${id ?? 'null'}]` : id}`;
      index++;
    } else if (typeof step === 'number') path += `[${step}]`;
    else path += step.startsWith('[') || isFirst ? step : `.${step}`;
    isFirst = false;
  }
  return path;
}

function idOf(object: ReadObject): string | undefined {
  const id = object.props.get('id');
  return id?.k === 'scalar' ? String(id.value) : undefined;
}
