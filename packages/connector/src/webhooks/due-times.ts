interface Due {
  readonly key: string;
  readonly at: number;
}

/** Keys and when each is due, epoch milliseconds: the first of 100,000 is found without looking at the others. */
export class DueTimes {
  readonly #times = new Map<string, number>();
  /** A binary heap, the earliest first; what was set anew or deleted since stays in it until its turn. */
  #heap: Due[] = [];

  set(key: string, at: number): void {
    this.#times.set(key, at);
    if (this.#heap.length > 2 * this.#times.size + 1000) this.#rebuild();
    else this.#push({ key, at });
  }

  get(key: string): number | undefined {
    return this.#times.get(key);
  }

  delete(key: string): void {
    this.#times.delete(key);
  }

  /** When the first is due; infinity where there is none. */
  first(): number {
    while (this.#heap.length > 0 && !this.#holds(this.#heap[0]!)) this.#pop();
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Takes out a key that is due by now, the earliest first; undefined where none is. */
  take(now: number): string | undefined {
    if (this.first() > now) return undefined;
    const { key } = this.#pop();
    this.#times.delete(key);
    return key;
  }

  #holds({ key, at }: Due): boolean {
    return this.#times.get(key) === at;
  }

  #rebuild(): void {
    // In order, a list is a heap.
    this.#heap = [...this.#times]
      .map(([key, at]) => ({ key, at }))
      .sort((one, other) => one.at - other.at);
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    for (let above = (at - 1) >> 1; at > 0 && heap[above]!.at > due.at; above = (at - 1) >> 1) {
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = due;
  }

  /** Takes the earliest out of a heap that is not empty. */
  #pop(): Due {
    const heap = this.#heap;
    const [earliest, last] = [heap[0]!, heap.pop()!];
    if (heap.length === 0) return earliest;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      if (left >= heap.length) break;
      const below = right < heap.length && heap[right]!.at < heap[left]!.at ? right : left;
      if (heap[below]!.at >= last.at) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return earliest;
  }
}
