/**
 * Runs `load(first)`, `load(first + 1)`, ... with so many under way at once, and yields their results in order.
 * `more(n)` says, when it is about to be started, whether number n is wanted. Ending early waits for nothing; a failure
 * of a later number is not raised before its turn.
 */
export async function* inOrder<T>(
  first: number,
  more: (n: number) => boolean,
  load: (n: number) => Promise<T>,
  concurrency: number,
): AsyncGenerator<T, void, undefined> {
  const underWay: Promise<T>[] = [];
  let next = first;
  for (;;) {
    while (underWay.length < concurrency && more(next)) {
      const result = load(next++);
      result.catch(() => undefined);
      underWay.push(result);
    }
    const oldest = underWay.shift();
    if (!oldest) return;
    yield await oldest;
  }
}
