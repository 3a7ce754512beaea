/** Spaces between columns. */
export const gap = 2;
const least = 8;
const readable = 24;
const fewest = 3;

/** How many columns, from the left, a terminal shows so that each keeps a readable part of its text. */
export function columnsThatFit(natural: readonly number[], terminal: number | undefined): number {
  let count = natural.length;
  const taken = (): number =>
    natural.slice(0, count).reduce((sum, width) => sum + Math.min(width, readable) + gap, 0);
  while (terminal !== undefined && count > fewest && taken() > terminal) count -= 1;
  return count;
}

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
