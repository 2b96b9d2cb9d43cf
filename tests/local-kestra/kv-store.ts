export interface KvEntry {
  readonly namespace: string;
  readonly key: string;
  readonly value: unknown;
  readonly revision: number;
  readonly created: string;
  readonly updated: string;
}

/** Keys and values of a tenant, by namespace. */
export class KvStore {
  readonly #entries = new Map<string, KvEntry>();

  put(namespace: string, key: string, value: unknown): void {
    const before = this.get(namespace, key);
    const now = new Date().toISOString();
    const revision = (before?.revision ?? 0) + 1;
    const created = before?.created ?? now;
    this.#entries.set(`${namespace}/${key}`, { namespace, key, value, revision, created, updated: now });
  }

  get(namespace: string, key: string): KvEntry | undefined {
    return this.#entries.get(`${namespace}/${key}`);
  }

  list(namespace: string): readonly KvEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.namespace === namespace);
  }

  delete(namespace: string, key: string): boolean {
    return this.#entries.delete(`${namespace}/${key}`);
  }
}
