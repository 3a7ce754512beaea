import { grouped } from './grouped.js';

/** The line under a list that says how much of the whole it is: `717 of 717`, or `100 of 2,134; --all fetches every page`. */
export function completeness(shown: number, total: number | undefined, more: boolean): string {
  if (!more) return `${grouped(shown)} of ${grouped(Math.max(shown, total ?? 0))}`;
  const whole = total === undefined || total <= shown ? 'an unknown number' : grouped(total);
  return `${grouped(shown)} of ${whole}; --all fetches every page`;
}
