import { ActionError } from '../errors.js';
import type { ServerFailures } from '../validation/ports.js';

/** A step failed before it had sent any write: nothing on the server comes from it. */
export class UnwrittenError extends ActionError {}

/** Reads what a write depends on. @throws UnwrittenError with the message of the failure to read */
export async function beforeWrite<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    const hint = error instanceof ActionError ? error.hint : undefined;
    throw new UnwrittenError(error instanceof Error ? error.message : String(error), { hint, cause: error });
  }
}

/** Whether a step that failed with this error certainly wrote nothing. */
export function isUnwritten(error: unknown, failures: Pick<ServerFailures, 'isConflict' | 'wasRepeated'>): boolean {
  return error instanceof UnwrittenError || (failures.isConflict(error) && !failures.wasRepeated(error));
}
