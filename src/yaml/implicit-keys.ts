import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';

/** A key must end on its line, and within so many code points. */
const MAX_KEY = 1024;

/** A place where a key may have begun: what follows tells. */
export interface ImplicitKey {
  /** How many levels of flow style are open around it. */
  readonly level: number;
  /** Number of the token that it begins with. */
  readonly token: number;
  /** In block style at the column of its mapping nothing but a key can stand. */
  readonly required: boolean;
  readonly mark: YamlMark;
  readonly codePoints: number;
}

/** The places where a key may have begun, one a level, the outermost first. */
export class ImplicitKeys {
  readonly #open: ImplicitKey[] = [];
  /** The outermost expire first. */
  #first = 0;

  constructor(private readonly cursor: Cursor) {}

  /** Number of the first token that may turn out to be a key's. */
  get firstToken(): number {
    return this.#open[this.#first]?.token ?? Infinity;
  }

  /** A key may begin where the cursor is. */
  add(level: number, token: number, required: boolean): void {
    this.drop(level);
    const { codePoints } = this.cursor;
    this.#open.push({ level, token, required, mark: this.cursor.mark(), codePoints });
  }

  /** Takes the key of a level: a `:` has been found. */
  take(level: number): ImplicitKey | undefined {
    return this.#innermost?.level === level ? this.#pop() : undefined;
  }

  /** Gives up the key of a level. @throws YamlReadError when only a key could stand there */
  drop(level: number): void {
    const key = this.take(level);
    if (key?.required) throw this.#missingColon(key);
  }

  /** Gives up what has become too long. @throws YamlReadError when only a key could stand there */
  expire(): void {
    const { line, codePoints } = this.cursor;
    for (let key = this.#open[this.#first]; key !== undefined; key = this.#open[this.#first]) {
      if (key.mark.line === line && codePoints - key.codePoints <= MAX_KEY) return;
      this.#first++;
      if (this.#first === this.#open.length) this.#clear();
      if (key.required) throw this.#missingColon(key);
    }
  }

  get #innermost(): ImplicitKey | undefined {
    return this.#open.length > this.#first ? this.#open.at(-1) : undefined;
  }

  #pop(): ImplicitKey | undefined {
    const key = this.#open.pop();
    if (this.#first >= this.#open.length) this.#clear();
    return key;
  }

  #clear(): void {
    this.#open.length = 0;
    this.#first = 0;
  }

  #missingColon({ mark }: ImplicitKey): YamlReadError {
    const problem = "could not find expected ':'";
    return new YamlReadError('scanner', problem, this.cursor.mark(), 'while scanning a simple key', mark);
  }
}
