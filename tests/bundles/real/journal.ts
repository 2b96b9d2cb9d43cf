import { readFile } from 'node:fs/promises';

/** What the suites wrote down while they ran on a real server. */
export interface Journal {
  /** Tests that reached the server, by name, with how many requests. */
  readonly reached: ReadonlyMap<string, number>;
  /** Tests that cannot run there, with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly namespaces: readonly string[];
}

export async function readJournal(file: string): Promise<Journal> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const reached = new Map<string, number>();
  for (const { test, requests } of entries) {
    if (typeof test !== 'string' || typeof requests !== 'number' || requests === 0) continue;
    reached.set(test, (reached.get(test) ?? 0) + requests);
  }
  return {
    reached,
    skipped: entries.flatMap(({ skipped, reason }) =>
      typeof skipped === 'string' ? [{ name: skipped, reason: String(reason) }] : [],
    ),
    namespaces: entries.flatMap(({ namespace }) => (typeof namespace === 'string' ? [namespace] : [])),
  };
}
