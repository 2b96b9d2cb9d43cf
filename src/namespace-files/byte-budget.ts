/**
 * Keeps the sum of what is in memory at once below a bound: work that holds `bytes` waits for its turn, first
 * come, first served. What alone is larger than the bound runs alone.
 */
export class ByteBudget {
  #held = 0;
  readonly #waiting: { readonly bytes: number; readonly start: () => void }[] = [];

  constructor(private readonly bytes: number) {}

  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((resolve) => this.#waiting.push({ bytes, start: resolve }));
    } else this.#held += bytes;
    try {
      return await work();
    } finally {
      this.#held -= bytes;
      this.#startWaiting();
    }
  }

  #fits(bytes: number): boolean {
    return this.#held === 0 || this.#held + bytes <= this.bytes;
  }

  #startWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#held += next.bytes;
      next.start();
    }
  }
}
