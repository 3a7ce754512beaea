/** The name that was most likely meant, or undefined where nothing is near: at most a third of the letters may differ; the shortest that begins so wins. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    // Names that differ much in length are not near, and a long one is not worth a matrix.
    if (
      !name.startsWith(wanted) &&
      Math.abs(name.length - wanted.length) > Math.max(1, wanted.length / 3)
    )
      continue;
    const distance =
      name.startsWith(wanted) && wanted.length > 2
        ? 1 - wanted.length / name.length
        : editDistance(wanted, name);
    if (
      distance <= Math.max(1, wanted.length / 3) &&
      distance < (best?.distance ?? Number.POSITIVE_INFINITY)
    )
      best = { name, distance };
  }
  return best?.name;
}

/** Levenshtein's distance, with one row of the matrix in memory. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
