/** The columns of the block collections that are open. */
export class Indentation {
  /** Of the innermost, -1 outside of all. */
  column = -1;
  readonly #outer: number[] = [];

  /** Whether a collection begins with this column: further to the right than the innermost. */
  opens(column: number): boolean {
    if (this.column >= column) return false;
    this.#outer.push(this.column);
    this.column = column;
    return true;
  }

  /** Closes the collections that stand further to the right than this column. @returns how many */
  close(column: number): number {
    let count = 0;
    for (; this.column > column; count++) this.column = this.#outer.pop()!;
    return count;
  }
}
