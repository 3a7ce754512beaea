/** Turns a moment as a clock in a zone shows it into UTC; undefined where clocks were put forward over it, 'twice' where they showed it twice. */
export type ZoneClock = (moment: Date) => Date | 'twice' | undefined;

const hour = 3_600_000;

/** What a clock in a zone shows at a moment, to the second, as if it were UTC; undefined where there is no such zone. */
export function wallClock(zone: string): ((utc: number) => number) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  return (utc) => {
    const shown = format.formatToParts(utc);
    const part = (name: Intl.DateTimeFormatPartTypes): number =>
      Number(shown.find(({ type }) => type === name)?.value);
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  };
}

/** The clock of a zone, for example Europe/London; undefined where there is no such zone. */
export function zoneClock(zone: string): ZoneClock | undefined {
  const shownAt = wallClock(zone);
  if (!shownAt) return undefined;
  return (moment) => {
    const wall = Math.floor(moment.getTime() / 1000) * 1000;
    const rest = moment.getTime() - wall;
    // No zone is further from UTC than a day, and no change of a clock longer.
    const offsets = new Set(
      [-26, -3, 0, 3, 26].map((hours) => shownAt(wall + hours * hour) - (wall + hours * hour)),
    );
    const found = [...offsets]
      .map((offset) => wall - offset)
      .filter((utc) => shownAt(utc) === wall);
    if (found.length > 1) return 'twice';
    return found[0] === undefined ? undefined : new Date(found[0] + rest);
  };
}
