import { UsageError } from '../../../src/errors.js';

/** What a person reads who gave these inputs. */
export function refusalOf(read: () => unknown): {
  readonly problems: readonly string[];
  readonly hint: string | undefined;
} {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return { problems: error.problems, hint: error.hint };
    throw error;
  }
  throw new Error('nothing was refused');
}
