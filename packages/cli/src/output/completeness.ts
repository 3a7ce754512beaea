const grouped = new Intl.NumberFormat('en-GB');

/** The line under a list that says how much of the whole it is: `717 of 717`, or `100 of 2,134; --all fetches every page`. */
export function completeness(shown: number, total: number | undefined, more: boolean): string {
  if (!more) return `${grouped.format(shown)} of ${grouped.format(Math.max(shown, total ?? 0))}`;
  const whole = total === undefined || total <= shown ? 'an unknown number' : grouped.format(total);
  return `${grouped.format(shown)} of ${whole}; --all fetches every page`;
}
