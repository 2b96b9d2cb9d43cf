import { setTimeout as wait } from 'node:timers/promises';
import { parentsOf } from './file-paths.js';
import type { FileStore } from './file-store.js';
import { internalError } from './refusal.js';

/**
 * Writes of namespace files that run at the same moment, as they meet on real servers from 1.2 on. Kestra
 * looks whether a folder is there and makes it in a second step: of two uploads that find it missing, the
 * second breaks the key of the table, answers 500 and stores nothing. Of two deletions in a folder, each
 * finds the file of the other, and the folder stays behind empty.
 */
export class FilesUnderWay {
  /** By namespace and path: what an upload is making. */
  readonly #making = new Map<string, Promise<void>>();
  readonly #deletions = new Set<Deletion>();

  constructor(
    private readonly files: FileStore,
    private readonly writeMs: number,
  ) {}

  /** @throws Refusal when another upload is making the same folder or file */
  async upload(namespace: string, path: string, content: Uint8Array): Promise<void> {
    const keys = this.files.missing(namespace, path).map((part) => keyOf(namespace, part));
    const others = keys.flatMap((key) => this.#making.get(key) ?? []);
    if (others.length > 0) {
      await Promise.all(others);
      throw internalError(BROKEN_KEY);
    }
    if (keys.length > 0) {
      const written = wait(this.writeMs);
      for (const key of keys) this.#making.set(key, written);
      await written;
      for (const key of keys) this.#making.delete(key);
    }
    this.files.put(namespace, path, content);
  }

  async delete(namespace: string, path: string): Promise<void> {
    if (this.files.entry(namespace, path) === undefined) return this.files.delete(namespace, path);
    const own: Deletion = { namespace, folders: parentsOf(path), kept: new Set() };
    for (const other of this.#deletions) {
      if (other.namespace !== namespace) continue;
      for (const folder of own.folders.filter((one) => other.folders.includes(one))) {
        own.kept.add(folder);
        other.kept.add(folder);
      }
    }
    this.#deletions.add(own);
    await wait(this.writeMs);
    this.#deletions.delete(own);
    this.files.delete(namespace, path, own.kept);
  }
}

interface Deletion {
  readonly namespace: string;
  /** Those above what is deleted. */
  readonly folders: readonly string[];
  /** Those in which another deletion is under way at the same time. */
  readonly kept: Set<string>;
}

const BROKEN_KEY =
  'Error executing SQL: Unique index or primary key violation: "PUBLIC.PRIMARY_KEY ON PUBLIC.NAMESPACE_FILE_METADATA(KEY)"';

const keyOf = (namespace: string, path: string): string => `${namespace}:${path}`;
