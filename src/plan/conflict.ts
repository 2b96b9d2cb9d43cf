import { countOf, type DeploymentFailure, someOf } from './failure.js';

/** How a deployment speaks of what it writes. */
interface ConflictWords {
  /** "flow" */
  readonly one: string;
  /** "deployed" */
  readonly done: string;
  /** "update" */
  readonly replace: string;
}

/**
 * Why nothing is written when things exist on the server, differ, and must not be replaced; undefined: none
 * does.
 * @param names of all of them
 */
export function conflictFailure(
  names: readonly string[],
  { one, done, replace }: ConflictWords,
): DeploymentFailure | undefined {
  const count = names.length;
  if (count === 0) return undefined;
  const [exist, differ, them] = count === 1 ? ['exists', 'differs', 'it'] : ['exist', 'differ', 'them'];
  return {
    reason: 'conflict',
    short: `${count} ${exist} there and ${differ}`,
    message: `${countOf(count, one)} ${exist} on the server and ${differ} (${someOf(names)}). Nothing was ${done}.`,
    hint: `Set \`override: true\` to ${replace} ${them}.`,
  };
}
