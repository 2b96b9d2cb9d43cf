import type { PebbleToken } from './lexer.js';

/** A name in a template, with its place. */
export interface PebbleName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A variable that an expression refers to, and the names behind it. */
export interface PebbleReference {
  /**
   * "inputs" and "month" of `inputs.month`, `inputs['month']` and `inputs.month[taskrun.value]`: up to the
   * first part that is no constant.
   */
  readonly path: readonly PebbleName[];
  /**
   * What the expression does when there is no such thing. handled: it goes on with something else (`??`,
   * `default`). tested: it asks for it (`is defined`). absent: it fails.
   */
  readonly missing?: 'handled' | 'tested';
}

/** The references of a template, while it is read. */
export class ReferenceList {
  readonly #all: { readonly path: PebbleName[]; missing?: 'handled' | 'tested' }[] = [];
  /** Names that the template sets itself. */
  readonly #own = new Set<string>();

  get length(): number {
    return this.#all.length;
  }

  get all(): readonly PebbleReference[] {
    return this.#all.filter(({ path }) => !this.#own.has(path[0]!.name));
  }

  own(name: string): void {
    this.#own.add(name);
  }

  /** Begins a reference; the path that is returned gets the further names. */
  add({ value, start, end }: PebbleToken): PebbleName[] {
    const path = [{ name: value, start, end }];
    this.#all.push({ path });
    return path;
  }

  /** All from here on stand where a thing that is missing is no failure. */
  handle(first: number, how: 'handled' | 'tested'): void {
    for (let index = first; index < this.#all.length; index++) this.#all[index]!.missing ??= how;
  }
}
