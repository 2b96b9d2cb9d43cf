import type { ChangeCounts } from './model.js';

/** "1 flow", "2 flows", "1,200 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** "2 created, 1 updated, 39 unchanged": what is not zero. */
export function countedActions(counts: ChangeCounts): string {
  const parts = Object.entries(counts as unknown as Record<string, number>).filter(([, count]) => count > 0);
  return parts.map(([action, count]) => `${count.toLocaleString('en-US')} ${action}`).join(', ') || 'nothing to do';
}

/** Bytes for people: "31 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
