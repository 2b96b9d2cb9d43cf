import pLimit from 'p-limit';
import { MAX_EXPORT_BYTES } from '../namespace-files/comparison.js';
import type { Target } from '../namespace-files/plan-targets.js';
import { listedName } from '../namespace-files/server-names.js';
import type { ActualState } from '../plan/plan-changes.js';
import type { ReadingPorts } from './actual.js';
import type { Content } from './ports.js';

/** Contents that are unpacked, and read from the disk, at a time. */
const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Settles targets by one export of the whole namespace. Those that it does not hold, or all when there is no
 * export to be had, are left to be read by themselves.
 */
export async function compareWithExport(
  targets: readonly Target[],
  { server, namespace, rules, contentOf, concurrency, signal }: ReadingPorts,
  settle: (target: Target, state: ActualState) => void,
): Promise<void> {
  const exported = await server.exportFiles(namespace, MAX_EXPORT_BYTES).catch(() => undefined);
  if (exported === undefined) return;
  const nameOf = ({ path }: Target) => listedName(path, rules);
  const sizeOf = (target: Target) => exported.sizes.get(nameOf(target));
  for (const target of targets) {
    const size = sizeOf(target);
    if (size !== undefined && size !== target.file.size) settle(target, 'different');
  }
  const limit = pLimit(concurrency);
  for (const batch of batches(targets.filter((target) => sizeOf(target) === target.file.size))) {
    if (signal?.aborted === true) return;
    const contents = exported.read(batch.map(nameOf));
    await limit.map(batch, async (target) => {
      const stored = contents.get(nameOf(target));
      if (stored !== undefined) settle(target, (await isSame(stored, contentOf(target))) ? 'same' : 'different');
    });
  }
}

function batches(targets: readonly Target[]): readonly (readonly Target[])[] {
  const all: Target[][] = [];
  let bytes = Infinity;
  for (const target of targets) {
    bytes += target.file.size;
    if (bytes > BATCH_BYTES) {
      all.push([]);
      bytes = target.file.size;
    }
    all.at(-1)!.push(target);
  }
  return all;
}

async function isSame(stored: Uint8Array, content: Content): Promise<boolean> {
  let start = 0;
  for await (const piece of content.open()) {
    if (Buffer.compare(stored.subarray(start, start + piece.length), piece) !== 0) return false;
    start += piece.length;
  }
  return start === stored.length;
}
