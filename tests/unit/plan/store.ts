import { type OnError, type Outcomes, type PlanOptions, startPlan } from '../../../src/plan/apply-plan.js';

/** A store of values that fails at the requests it is told to, before or after the change. */
export class Store {
  readonly values: Map<string, number>;
  readonly log: string[] = [];
  requests = 0;
  failAt = -1;
  answerIsLost = false;

  constructor(values: Readonly<Record<string, number>>) {
    this.values = new Map(Object.entries(values));
  }

  async set(name: string, value: number | undefined): Promise<void> {
    await Promise.resolve();
    const fails = this.requests++ === this.failAt;
    if (fails && !this.answerIsLost) throw new Error(`no ${name}`);
    this.log.push(`${name}=${value ?? '-'}`);
    if (value === undefined) this.values.delete(name);
    else this.values.set(name, value);
    if (fails) throw new Error(`no answer for ${name}`);
  }
}

export interface Write {
  readonly name: string;
  readonly value: number;
}

export function start(
  store: Store,
  writes: readonly Write[],
  deletions: readonly string[],
  options: Partial<PlanOptions> & { readonly onError: OnError },
) {
  const before = new Map(store.values);
  const restore = async (name: string) => {
    if (store.values.get(name) === before.get(name)) return { state: 'untouched' } as const;
    await store.set(name, before.get(name));
    return { state: 'undone' } as const;
  };
  return startPlan(
    { writes, deletions },
    {
      write: ({ name, value }: Write) => store.set(name, value),
      remove: (name: string) => store.set(name, undefined),
      undoWrite: ({ name }) => restore(name),
      undoRemoval: (name) => restore(name),
    },
    { concurrency: 1, ...options },
  );
}

export const states = ({ writes, deletions }: Outcomes<void>) =>
  [...writes, ...deletions].map((outcome) =>
    outcome.undone === undefined ? outcome.state : `${outcome.state}, ${outcome.undone.state}`,
  );
export const values = (store: Store) => Object.fromEntries([...store.values].sort());
