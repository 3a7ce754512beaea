import { grouped } from './grouped.js';

/** The line under a list that says how much of the whole it is: `717 of 717`, or `100 of 2,134; --all fetches every page`. A count that may be that of the answer is the least there are. */
export function completeness(shown: number, total: number | undefined, more: boolean): string {
  if (!more) return `${grouped(shown)} of ${grouped(Math.max(shown, total ?? 0))}`;
  const isKnown = total !== undefined && total > shown;
  const least = total === shown ? `${grouped(total)} or more` : 'an unknown number';
  const whole = isKnown ? grouped(total) : least;
  return `${grouped(shown)} of ${whole}; --all fetches every page`;
}
