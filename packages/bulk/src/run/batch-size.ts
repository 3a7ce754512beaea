/** How many records go into one request: fewer after an answer was lost, slowly more again while all goes well. */
export class BatchSize {
  readonly #largest: number;
  #size: number;

  constructor(largest: number) {
    this.#largest = largest;
    this.#size = largest;
  }

  get size(): number {
    return Math.floor(this.#size);
  }

  /** A request went well. */
  grow(): void {
    this.#size = Math.min(this.#largest, this.#size * 1.25 + 1);
  }

  /** A request was lost: a smaller one may get through, and loses less. */
  shrink(): void {
    this.#size = Math.max(1, this.#size / 2);
  }
}
