import pLimit from 'p-limit';
import { orderByNeeds } from './order.js';

/** What became of one item. "skipped": the run was cancelled, or another item failed, before its turn. */
export type Applied<Result> =
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'skipped' };

export interface ApplyOptions {
  /** Maximum number of items in progress at once. */
  readonly concurrency: number;
  /** When it fires, what is under way ends, and nothing new starts. */
  readonly signal?: AbortSignal | undefined;
  /** After the first failure, what is under way ends, and nothing new starts. */
  readonly stopAfterFailure?: boolean | undefined;
  /** Called when the work on an item begins. */
  readonly onStart?: ((position: number) => void) | undefined;
  /** Called after each item that was tried. */
  readonly onDone?: ((done: number, total: number) => void) | undefined;
  /**
   * Positions of the items that should be finished before the one at this position starts; those of a cycle
   * do not wait for each other.
   */
  readonly needs?: readonly (readonly number[])[] | undefined;
}

/**
 * Does the work of every item, several at once. Unless `stopAfterFailure` says otherwise, one item's failure
 * is its own result and holds up nobody, also not those that needed it.
 * @returns what became of each item, in the order of the items
 */
export async function applyAll<Item, Result>(
  items: readonly Item[],
  work: (item: Item, position: number) => Promise<Result>,
  options: ApplyOptions,
): Promise<readonly Applied<Result>[]> {
  const { concurrency, signal, stopAfterFailure = false, onStart, onDone } = options;
  const limit = pLimit(concurrency);
  const { order, honoured } = orderByNeeds(options.needs ?? items.map(() => []));
  const ends = new Array<Promise<Applied<Result>>>(items.length);
  let done = 0;
  let isFailed = false;

  const attempt = async (position: number): Promise<Applied<Result>> => {
    if (signal?.aborted === true || (stopAfterFailure && isFailed)) return { state: 'skipped' };
    onStart?.(position);
    try {
      return { state: 'done', result: await work(items[position]!, position) };
    } catch (error) {
      isFailed = true;
      return { state: 'failed', error };
    } finally {
      onDone?.(++done, items.length);
    }
  };
  const start = async (position: number): Promise<Applied<Result>> => {
    await Promise.all(honoured[position]!.map((need) => ends[need]!));
    return limit(() => attempt(position));
  };

  for (const position of order) ends[position] = start(position);
  return Promise.all(ends);
}
