/** So many pieces are put together at once: each on its own takes more room than what it holds. */
const PIECES = 1000;

/** A text made of pieces: mostly of one, sometimes of many. */
export class TextBuilder {
  #text = '';
  #pieces: string[] | undefined;

  add(piece: string): void {
    if (this.#pieces !== undefined) {
      if (this.#pieces.push(piece) > PIECES) this.#flush();
    } else if (this.#text === '') this.#text = piece;
    else this.#pieces = [piece];
  }

  /** All pieces as one text. */
  text(): string {
    this.#flush();
    return this.#text;
  }

  #flush(): void {
    if (this.#pieces === undefined) return;
    this.#text += this.#pieces.join('');
    this.#pieces = undefined;
  }
}
