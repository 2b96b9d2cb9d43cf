import type { ChangeCounts, FileChangeReport, ValidationCounts } from './model.js';

/** "1 flow", "2 flows", "1,200 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** "2 created, 1 updated, 39 unchanged": what is not zero; "" when all is. */
export function countedActions({ created, updated, unchanged, deleted, failed }: ChangeCounts): string {
  return listed({ created, updated, unchanged, deleted, failed });
}

/** The same of a plan: "2 to create, 1 to update, 39 unchanged". */
export function countedPlan({ created, updated, unchanged, deleted, failed }: ChangeCounts): string {
  return listed({ 'to create': created, 'to update': updated, unchanged, 'to delete': deleted, failed });
}

function listed(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([words, count]) => `${count.toLocaleString('en-US')} ${words}`).join(', ');
}

/**
 * "9 files", "10 flows", "2 errors", "0 warnings", "1 notice": what was validated and found. Of a run that
 * came to no file, only what is not zero: that it found no error says nothing.
 */
export function countedFindings(counts: ValidationCounts): readonly string[] {
  const { files, flows, errors, warnings, notices, silenced } = counts;
  const least = files === 0 ? 1 : 0;
  const parts: readonly (readonly [count: number, from: number, one: string, many?: string])[] = [
    [files, least, 'file'],
    [flows, least, 'flow'],
    [errors, least, 'error'],
    [warnings, least, 'warning'],
    [notices, 1, 'notice'],
    [silenced, 1, 'silenced', 'silenced'],
  ];
  return parts.filter(([count, from]) => count >= from).map(([count, , one, many]) => counted(count, one, many));
}

/** Bytes for people: "31 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_500 ? `${twoDigits(bytes / 1000)} kB` : `${twoDigits(bytes / 1_000_000)} MB`;
}

/** "9.9", and from there on "10". */
function twoDigits(size: number): string {
  return size.toFixed(size < 9.95 ? 1 : 0);
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
