import type { ChangeCounts, FileChangeReport } from './model.js';

/** "1 flow", "2 flows", "1,200 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** "2 created, 1 updated, 39 unchanged": what is not zero. */
export function countedActions({ created, updated, unchanged, deleted, failed }: ChangeCounts): string {
  return listed({ created, updated, unchanged, deleted, failed });
}

/** The same of a plan: "2 to create, 1 to update, 39 unchanged". */
export function countedPlan({ created, updated, unchanged, deleted, failed }: ChangeCounts): string {
  return listed({ 'to create': created, 'to update': updated, unchanged, 'to delete': deleted, failed });
}

function listed(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([words, count]) => `${count.toLocaleString('en-US')} ${words}`).join(', ') || 'nothing to do';
}

/** Bytes for people: "31 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

/**
 * Of a file that is overwritten, before and after: "4 B → 31 MB". Of one that is only on the server, what it
 * has there; "" when that is not known.
 */
export function sizeOfFile({
  file,
  bytes,
  bytesBefore,
}: Pick<FileChangeReport, 'file' | 'bytes' | 'bytesBefore'>): string {
  const sizes = [...(bytesBefore === undefined ? [] : [bytesBefore]), ...(file === undefined ? [] : [bytes])];
  return [...new Set(sizes.map(sizeOf))].join(' → ');
}
