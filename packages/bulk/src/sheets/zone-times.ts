import { wallClock } from 'halopsa-ground';
import type { FieldValue } from '../fields.js';
import { dateReader } from '../mapping/read-date.js';
import { momentOf, sameValue } from '../matching/same-value.js';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.(\d{1,9}))?)?$/;
const midnight = /T00:00(?::00(?:\.0+)?)?$/;

/** Shows what Halo holds in UTC as a clock in a zone does, in a form that is read as the same time again; what cannot be shown so stays as it is. */
export function zoneTimes(zone: string): (value: FieldValue) => FieldValue {
  // Refuses a zone that does not exist.
  const read = dateReader({ zone, place: { file: `time zone ${zone}` } });
  const isReadAs = (text: string, value: string): boolean => {
    const found = read(text);
    return typeof found === 'string' && sameValue(found, value);
  };
  const shownAt = wallClock(zone);
  return (value) => {
    const found = typeof value === 'string' ? time.exec(value) : undefined;
    if (typeof value !== 'string' || !found || !shownAt) return value;
    // Midnight is how Halo writes a date without a time.
    if (midnight.test(value))
      return [value.slice(0, 10)].find((text) => isReadAs(text, value)) ?? value;
    const utc = momentOf(value);
    const minutes = (shownAt(utc) - Math.floor(utc / 1000) * 1000) / 60_000;
    const wall = new Date(shownAt(utc)).toISOString();
    const text = `${wall.slice(0, 10)} ${wall.slice(11, 19)}${found[1] === undefined ? '' : `.${found[1]}`}`;
    // A time that clocks show twice has its offset with it.
    return [text, `${text}${offsetText(minutes)}`].find((one) => isReadAs(one, value)) ?? value;
  };
}

function offsetText(minutes: number): string {
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(whole / 60)}:${two(whole % 60)}`;
}
