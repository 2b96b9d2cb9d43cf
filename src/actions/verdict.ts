import type { RunFailure } from './action.js';

const STOPPED: RunFailure = { reason: 'cancelled', message: 'The run was cancelled before it was complete.' };

interface Judge<Result, Inputs> {
  readonly verdict: (result: Result, inputs: Inputs) => RunFailure | undefined;
  readonly isComplete?: (result: Result, inputs: Inputs) => boolean;
}

/** Why a run that came to its end is a failure; a cancellation that came too late to matter is none. */
export function verdictOf<Result, Inputs>(
  { verdict, isComplete }: Judge<Result, Inputs>,
  result: Result,
  inputs: Inputs,
  isCancelled: boolean,
): RunFailure | undefined {
  const failure = verdict(result, inputs);
  if (failure !== undefined || !isCancelled) return failure;
  return isComplete?.(result, inputs) === true ? undefined : STOPPED;
}
