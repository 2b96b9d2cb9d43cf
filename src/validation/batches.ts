/** A document on its way to `POST /flows/validate`. */
export interface ValidationItem {
  /**
   * Without markers and blank lines around it, so that the server splits the joined text where we joined it.
   */
  readonly text: string;
  /** The text itself holds what the server would take for a marker: it goes in a request of its own. */
  readonly alone: boolean;
  /** As Kestra reads it, where it can be known. */
  readonly identity?: { readonly namespace?: string; readonly id?: string };
  /** For people: which file it is. */
  readonly name: string;
}

/**
 * Kestra 1.3 and 2.0 take far more; a bounded request keeps one slow answer from holding up
 * everything.
 */
const DOCUMENTS_A_REQUEST = 100;
const BYTES_A_REQUEST = 4_000_000;

/** Indexes of the items that share a request. */
export function batchesOf(items: readonly ValidationItem[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  let open: number[] = [];
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    if (item.alone) {
      batches.push([index]);
      continue;
    }
    if (open.length === DOCUMENTS_A_REQUEST || bytes + item.text.length > BYTES_A_REQUEST) {
      open = [];
      bytes = 0;
    }
    if (open.length === 0) batches.push(open);
    open.push(index);
    bytes += item.text.length;
  }
  return batches;
}
