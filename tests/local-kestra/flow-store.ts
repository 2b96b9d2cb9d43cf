import { sameSource } from '../../src/flows/same-source.js';

/** A revision of a flow. */
export interface Revision {
  readonly revision: number;
  readonly source: string;
  readonly disabled: boolean;
  readonly deleted: boolean;
  readonly updated: string;
}

export interface StoredFlow extends Revision {
  readonly namespace: string;
  readonly id: string;
}

/**
 * Flows of a tenant with all their revisions. A deleted flow stays and takes up its revisions again when it
 * is created anew.
 */
export class FlowStore {
  readonly #flows = new Map<string, Revision[]>();

  /** The newest revision; undefined when there is none or the flow is deleted. */
  get(namespace: string, id: string): StoredFlow | undefined {
    const newest = this.newest(namespace, id);
    return newest?.deleted === false ? newest : undefined;
  }

  /** The newest revision, of a deleted flow too. */
  newest(namespace: string, id: string): StoredFlow | undefined {
    const revision = this.#flows.get(`${namespace}/${id}`)?.at(-1);
    return revision && { namespace, id, ...revision };
  }

  revisions(namespace: string, id: string): readonly StoredFlow[] {
    return (this.#flows.get(`${namespace}/${id}`) ?? []).map((revision) => ({ namespace, id, ...revision }));
  }

  /** All flows that are not deleted; those that were written last come last. */
  all(): readonly StoredFlow[] {
    return [...this.#flows.keys()].flatMap((key) => {
      const [namespace, id] = key.split('/') as [string, string];
      return this.get(namespace, id) ?? [];
    });
  }

  /** Stores a source unless it is the same as before; tells whether there is a new revision. */
  save(
    namespace: string,
    id: string,
    source: string,
    { disabled, deleted = false }: { readonly disabled: boolean; readonly deleted?: boolean },
  ): { flow: StoredFlow; changed: boolean } {
    const before = this.get(namespace, id);
    if (before !== undefined && before.disabled === disabled && sameSource(before.source, source)) {
      return { flow: before, changed: false };
    }
    return { flow: this.#append(namespace, id, { source, disabled, deleted }), changed: true };
  }

  delete(namespace: string, id: string): boolean {
    const before = this.get(namespace, id);
    if (before === undefined) return false;
    this.#append(namespace, id, { source: before.source, disabled: before.disabled, deleted: true });
    return true;
  }

  /** Forgets revisions; false when one of them is unknown. */
  deleteRevisions(namespace: string, id: string, numbers: readonly number[]): boolean {
    const revisions = this.#flows.get(`${namespace}/${id}`) ?? [];
    if (!numbers.every((number) => revisions.some(({ revision }) => revision === number))) return false;
    this.#flows.set(
      `${namespace}/${id}`,
      revisions.filter(({ revision }) => !numbers.includes(revision)),
    );
    return true;
  }

  #append(namespace: string, id: string, next: Pick<Revision, 'source' | 'disabled' | 'deleted'>): StoredFlow {
    const key = `${namespace}/${id}`;
    const revisions = this.#flows.get(key) ?? [];
    const revision = (revisions.at(-1)?.revision ?? 0) + 1;
    const stored = { revision, updated: new Date().toISOString(), ...next };
    this.#flows.delete(key);
    this.#flows.set(key, [...revisions, stored]);
    return { namespace, id, ...stored };
  }
}
