import type { Token } from './tokens.js';

/** Tokens that are scanned and not yet taken; each has a number, counted from the start of the text. */
export class TokenQueue {
  #tokens: Token[] = [];
  #head = 0;
  #taken = 0;

  /** Number of the first token. */
  get firstNumber(): number {
    return this.#taken;
  }

  /** Number of the token that is pushed next. */
  get nextNumber(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  get isEmpty(): boolean {
    return this.#head === this.#tokens.length;
  }

  get first(): Token {
    return this.#tokens[this.#head]!;
  }

  push(token: Token): void {
    this.#tokens.push(token);
  }

  /** Puts a token in front of the one with this number, which so gets the number. */
  insert(number: number, token: Token): void {
    this.#tokens.splice(number - this.#taken + this.#head, 0, token);
  }

  take(): Token {
    const token = this.first;
    this.#head++;
    this.#taken++;
    if (this.isEmpty) {
      this.#tokens = [];
      this.#head = 0;
    }
    return token;
  }
}
