/** What a token of a date format stands for. */
export type DatePart =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'weekday'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'zone';

/** The tokens, as Unicode's date patterns (UTS 35) have them; `tt` is what .NET writes for `a`. Case counts: M is a month, m a minute. */
export const dateTokens: Readonly<Record<string, readonly [part: DatePart, pattern: string]>> = {
  yyyy: ['year', '\\d{4}'],
  yy: ['shortYear', '\\d{2}'],
  y: ['year', '\\d{4}'],
  MMMM: ['monthName', '[\\p{L}\\p{M}.]{3,20}'],
  MMM: ['monthName', '[\\p{L}\\p{M}.]{3,20}'],
  MM: ['month', '\\d{1,2}'],
  M: ['month', '\\d{1,2}'],
  dd: ['day', '\\d{1,2}'],
  d: ['day', '\\d{1,2}'],
  EEEE: ['weekday', '[\\p{L}\\p{M}.]{2,20}'],
  EEE: ['weekday', '[\\p{L}\\p{M}.]{2,20}'],
  HH: ['hour', '\\d{1,2}'],
  H: ['hour', '\\d{1,2}'],
  hh: ['hour12', '\\d{1,2}'],
  h: ['hour12', '\\d{1,2}'],
  mm: ['minute', '\\d{1,2}'],
  m: ['minute', '\\d{1,2}'],
  ss: ['second', '\\d{1,2}'],
  s: ['second', '\\d{1,2}'],
  SSS: ['fraction', '\\d{1,7}'],
  SS: ['fraction', '\\d{1,7}'],
  S: ['fraction', '\\d{1,7}'],
  a: ['half', '[ap]\\.?\\s?m\\.?'],
  tt: ['half', '[ap]\\.?\\s?m\\.?'],
  // Unicode's pattern letters for an offset such as +01:00 or Z.
  XXX: ['zone', 'Z|[+-]\\d\\d(?::?\\d\\d)?'],
  X: ['zone', 'Z|[+-]\\d\\d(?::?\\d\\d)?'],
  z: ['zone', 'Z|UTC|GMT'],
};

/** Letters of other notations, and what stands for them here. */
export const otherNotations: Readonly<Record<string, string>> = {
  YYYY: 'yyyy is the year',
  YY: 'yy is the year',
  DD: 'dd is the day',
  D: 'd is the day',
  A: 'a is AM or PM',
  nn: 'mm is the minute',
  i: 'mm is the minute',
  p: 'a is AM or PM',
};

const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'cs',
  'sv',
  'da',
  'nb',
  'fi',
  'hr',
  'ru',
  'tr',
];

/** Months by the names and short names of several languages, in small letters; a name that means two months is left out. */
export function monthNames(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  const twice = new Set<string>();
  for (const [name, month] of languages.flatMap(monthsOf)) {
    if ((months.get(name) ?? month) !== month) twice.add(name);
    months.set(name, month);
  }
  for (const name of twice) months.delete(name);
  return months;
}

/** The names of a language, alone and beside a day, where some languages bend them. */
function monthsOf(language: string): [name: string, month: number][] {
  const forms = (['long', 'short'] as const).flatMap((month) => [
    { month },
    { month, day: 'numeric' as const },
  ]);
  return forms.flatMap((form) => {
    const format = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, at): [string, number] => {
      const parts = format.formatToParts(new Date(Date.UTC(2026, at, 1)));
      return [monthKey(parts.find(({ type }) => type === 'month')?.value ?? ''), at + 1];
    }).filter(([name]) => /\D/.test(name));
  });
}

/** How a name of a month is looked up. */
export const monthKey = (name: string): string =>
  name.normalize('NFC').toLowerCase().replaceAll('.', '');
