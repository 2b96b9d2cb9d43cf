import { createHash } from 'node:crypto';
import type { DeploymentFailure } from './failure.js';
import type { ChangeKind, Plan } from './plan-changes.js';

/** One line of a plan as its digest sees it: contents by their fingerprints, absent where there is none. */
export interface DigestLine {
  readonly kind: ChangeKind;
  /** What the server knows it by: "namespace/id" of a flow, the path of a file. */
  readonly key: string;
  /** What the run found on the server. */
  readonly found?: string | undefined;
  /** What the run would leave there. */
  readonly wanted?: string | undefined;
}

/** Hexadecimal digits of a digest: enough that nobody can make a second plan with the same one. */
const DIGITS = 40;

/** The fingerprint of a content. */
export function fingerprint(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * One value for all that a plan would write and all that it found, in any order of its lines. Names of local
 * files, revisions and the server's address are no part of it.
 */
export function digestOf(lines: readonly DigestLine[]): string {
  const hash = createHash('sha256');
  const texts = lines.map(({ kind, key, found, wanted }) => JSON.stringify([key, kind, found ?? null, wanted ?? null]));
  for (const text of texts.sort()) hash.update(`${text}\n`);
  return hash.digest('hex').slice(0, DIGITS);
}

/** Why the plan is not the one that was reviewed; undefined when it is, or none was asked for. */
export function digestFailure(
  reviewed: string | undefined,
  actual: string,
  { writes, conflicts, deletions }: Pick<Plan<unknown>, 'writes' | 'conflicts' | 'deletions'>,
): DeploymentFailure | undefined {
  if (reviewed === undefined || reviewed.toLowerCase() === actual) return undefined;
  const isEmpty = [writes, conflicts, deletions].every(({ length }) => length === 0);
  return {
    reason: 'plan',
    message: `The plan is not the one that was reviewed: \`planDigest\` is \`${reviewed}\`, this plan's is \`${actual}\`. Nothing was changed.`,
    hint: isEmpty
      ? 'There is nothing to do: the server holds all of it already, as after a run that carried the reviewed plan out. Then nothing is missing.'
      : 'What is deployed or what is on the server has changed since. Review the plan; if it is right, pass its digest.',
  };
}
