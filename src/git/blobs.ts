import { createHash } from 'node:crypto';
import { type Repository, requireSuccess, unreadable } from './history.js';
import { runGit } from './run-git.js';

const NEWLINE = 10;

/**
 * The contents behind object names, one at a time, in the given order: one call of `git cat-file`, after one
 * that shows whether git reads the repository at all. Where it does not, it would end before it reads the
 * names, and the toolkit's `exec` lets nobody catch the error of that pipe.
 * @throws HistoryError when git fails, or does not have one of them
 */
export async function readBlobs(
  { root }: Repository,
  names: readonly string[],
  onBlob: (name: string, content: Buffer) => void,
): Promise<void> {
  if (names.length === 0) return;
  requireSuccess(await runGit(['rev-parse', '--git-dir'], { cwd: root, onOutput: () => undefined }));
  const parser = batchParser(onBlob);
  const end = await runGit(['--no-replace-objects', 'cat-file', '--batch', '--buffer'], {
    cwd: root,
    input: Buffer.from(names.map((name) => `${name}\n`).join('')),
    onOutput: parser.take,
  });
  requireSuccess(end);
  const problem = parser.problem();
  if (problem !== undefined) throw unreadable(problem);
}

/** The object name that Git gives a content; of a repository that uses SHA-256, with that. */
export function blobName(content: Uint8Array, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** Reads `<name> blob <size>`, a line end, the content and a line end, over and over. */
export function batchParser(onBlob: (name: string, content: Buffer) => void) {
  let pieces: Buffer[] = [];
  let length = 0;
  let open: { readonly name: string; readonly size: number } | undefined;
  let missing: string | undefined;

  const gathered = (): Buffer => {
    const all = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, length);
    pieces = [all];
    return all;
  };
  const drop = (bytes: Buffer, count: number) => {
    pieces = count === bytes.length ? [] : [bytes.subarray(count)];
    length -= count;
  };
  const next = (): boolean => {
    if (open !== undefined) {
      if (length <= open.size) return false;
      const bytes = gathered();
      onBlob(open.name, bytes.subarray(0, open.size));
      drop(bytes, open.size + 1);
      open = undefined;
      return true;
    }
    if (length === 0) return false;
    const bytes = gathered();
    const end = bytes.indexOf(NEWLINE);
    if (end === -1) return false;
    const [name = '', type, size] = bytes.toString('latin1', 0, end).split(' ');
    if (type === 'missing') missing ??= `the object ${name} is missing`;
    else open = { name, size: Number(size) };
    drop(bytes, end + 1);
    return true;
  };

  return {
    take: (chunk: Buffer): void => {
      // A copy: git's next piece may use the same memory.
      pieces.push(Buffer.from(chunk));
      length += chunk.length;
      while (next());
    },
    /** What was wrong with the output, once it has ended. */
    problem: (): string | undefined =>
      missing ?? (open === undefined && length === 0 ? undefined : 'it ends too early'),
  };
}
