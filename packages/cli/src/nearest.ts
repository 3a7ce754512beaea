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
    let left = row;
    let [diagonal = 0] = previous;
    for (const [at, above] of previous.slice(1).entries()) {
      const replaced = diagonal + (a[row - 1] === b[at] ? 0 : 1);
      left = Math.min(replaced, above + 1, left + 1);
      current.push(left);
      diagonal = above;
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
