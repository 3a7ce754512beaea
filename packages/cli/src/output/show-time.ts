/** Writes a moment for people, as `2026-11-20 21:56`. */
export type ShowTime = (moment: Date) => string;

const two = (number: number): string => String(number).padStart(2, '0');

/** How moments are written in a zone: the computer's own where none is named. Throws a RangeError for a zone that does not exist. */
export function showTimeIn(zone: string | undefined): ShowTime {
  if (zone === 'UTC') return (moment) => moment.toISOString().slice(0, 16).replace('T', ' ');
  if (zone === undefined) {
    return (moment) =>
      `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
  }
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return (moment) => format.format(moment).replace(',', '');
}
