/** So many pieces are put together at once: each on its own takes more room than what it holds. */
const PIECES = 1000;

/** A text made of many pieces. */
export class TextBuilder {
  #text = '';
  #pieces: string[] = [];

  add(piece: string): void {
    if (this.#pieces.push(piece) > PIECES) this.#flush();
  }

  /** All pieces as one text. */
  text(): string {
    this.#flush();
    return this.#text;
  }

  #flush(): void {
    this.#text = this.#text === '' && this.#pieces.length === 1 ? this.#pieces[0]! : this.#text + this.#pieces.join('');
    this.#pieces = [];
  }
}
