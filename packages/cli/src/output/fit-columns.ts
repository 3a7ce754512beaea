const gap = 2;
const least = 8;

/** Widths (with the gap) that fit the terminal: the widest column gives way first. Without a terminal nothing is cut. */
export function fitColumns(natural: readonly number[], terminal: number | undefined): number[] {
  const widths = natural.map((width) => width + gap);
  if (terminal === undefined) return widths;
  let excess = widths.reduce((sum, width) => sum + width, 0) - terminal;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= least) break;
    const at = widths.lastIndexOf(widest);
    const next = Math.max(least, ...widths.filter((width) => width < widest));
    const cut = Math.min(excess, Math.max(1, widest - next));
    widths[at] = widest - cut;
    excess -= cut;
  }
  return widths;
}
