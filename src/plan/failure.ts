import { ActionError } from '../errors.js';
import type { FailureReason } from '../failure-reasons.js';

/** Why a deployment is no success. */
export interface DeploymentFailure {
  readonly reason: FailureReason;
  /** The result in a heading, behind "Flows not deployed to …: ". No sentence, no full stop. */
  readonly short?: string;
  /** What happened, true wherever it is read. */
  readonly message: string;
  /** What to do about it, true wherever it is read. */
  readonly hint?: string;
}

/** The server took a write, and what it holds now is not what was sent. */
export class WrittenOtherwiseError extends ActionError {}

/** Names in a message; every name is in the list of results as well. */
const NAMED = 20;

/** "1 flow", "2 flows" */
export function countOf(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The first names, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A failure in one text: what happened, and what to do. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const hint = error instanceof ActionError ? error.hint : undefined;
  return hint === undefined ? error.message : `${error.message} ${hint}`;
}
