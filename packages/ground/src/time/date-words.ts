import { isIsoDate } from './iso-date.js';
import { wallClock, zoneClock } from './zones.js';

/** The forms that `dateInWords` reads, for messages. */
export const dateForms =
  'today, yesterday, monday, -7d, 2026-11-29 or 2026-11-29T08:30:00Z' as const;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const [hourMs, dayMs] = [3_600_000, 86_400_000];

/**
 * The moment that people mean by a word or a date, in milliseconds since 1970; undefined for anything else.
 *
 * `today` and `yesterday` are the beginnings of days, `monday` that of the last one (today, if it is one), `-7d`, `-2w` and `-12h` count
 * back: days and weeks to the beginning of a day, hours to the moment. What names a zone is exact; a day or a time without one is in
 * `zone`. A day whose midnight a change of clocks skips begins when its clocks begin; a time that clocks show twice is the first of both.
 */
export function dateInWords(text: string, zone: string, now: number): number | undefined {
  const word = text.trim().toLowerCase();
  const today = startOfDay(wallOf(zone, now));
  const back = daysBack(word, today);
  if (back !== undefined) return utcOf(zone, today - back * dayMs);
  const hours = /^-(\d{1,4})h$/.exec(word);
  if (hours) return now - Number(hours[1]) * hourMs;
  if (!isIsoDate(text.trim())) return undefined;
  const iso = text.trim().replace(' ', 'T').toUpperCase();
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) && iso.includes('T')) return Date.parse(iso);
  return utcOf(zone, Date.parse(iso.includes('T') ? `${iso}Z` : iso));
}

/** How many days before today a word speaks of; undefined where it names no day. */
function daysBack(word: string, today: number): number | undefined {
  if (word === 'today') return 0;
  if (word === 'yesterday') return 1;
  const weekday = weekdays.indexOf(word);
  if (weekday >= 0) return (new Date(today).getUTCDay() - weekday + 7) % 7;
  const [, count, unit] = /^-(\d{1,4})([dw])$/.exec(word) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'w' ? 7 : 1);
}

const startOfDay = (wall: number): number => Math.floor(wall / dayMs) * dayMs;

const wallOf = (zone: string, utc: number): number =>
  zone === 'UTC' ? utc : (wallClock(zone)?.(utc) ?? utc);

/** The moment at which the clocks of a zone show a time; the next one that they show where they skip it. */
function utcOf(zone: string, wall: number): number {
  const clock = zone === 'UTC' ? undefined : zoneClock(zone);
  if (!clock) return wall;
  const found = clock(new Date(wall));
  if (found instanceof Date) return found.getTime();
  const shown = wallClock(zone);
  if (!shown) return wall;
  return found === 'twice' ? firstOf(shown, wall) : afterGap(shown, wall);
}

/** What clocks show at a moment. */
type Shown = (utc: number) => number;

/** The first of the moments at which the clocks show a time. */
function firstOf(shown: Shown, wall: number): number {
  const offsets = [-3, 3].map(
    (hours) => shown(wall + hours * 3_600_000) - (wall + hours * 3_600_000),
  );
  return Math.min(...offsets.map((offset) => wall - offset).filter((utc) => shown(utc) === wall));
}

/** The moment at which clocks are put forward over a time. */
function afterGap(shown: Shown, wall: number): number {
  let [before, after] = [wall - dayMs * 1.5, wall + dayMs * 1.5];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (shown(middle) < wall) before = middle;
    else after = middle;
  }
  return after;
}
