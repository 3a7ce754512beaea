const numbers = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const yearFirst = /^\d{4}([/.-])\d{1,2}\1\d{1,2}(?!\d)/;
const dayAndName = /^\d{1,2}([ ./-]|\. )\p{L}{3,20}\.?(,? |[./-])(\d{4}|\d{2})(?!\d)/u;
const nameAndDay = /^\p{L}{3,20}\.?( )\d{1,2}(,? )(\d{4}|\d{2})(?!\d)/u;
const weekday = /^\p{L}{2,20}\.?(,? )/u;
const clock =
  /^(,? |T)\d{1,2}:\d\d(:\d\d([.,]\d{1,7})?)?(?:( ?)[ap]\.?\s?m\.?)?(?:( ?)(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;

/** Formats that a text may be a date of, its time among them; of these, those that read it. */
export function formatsOf(text: string, reads: (format: string) => boolean): string[] {
  const [named = '', space = ''] = weekday.exec(text) ?? [];
  const behind = named === '' ? [] : datesOf(text.slice(named.length));
  const found = [
    ...datesOf(text),
    ...behind.map(([date, length]) => [`EEE${space}${date}`, length + named.length] as const),
  ];
  return found.flatMap(([date, length]) => {
    const time = timeOf(text.slice(length));
    const format = `${date}${time ?? ''}`;
    return time !== undefined && reads(format) ? [format] : [];
  });
}

/** Formats of the date that a text begins with, and how long it is. */
function datesOf(text: string): [format: string, length: number][] {
  const year = (digits: string | undefined): string => (digits?.length === 2 ? 'yy' : 'yyyy');
  const first = yearFirst.exec(text);
  if (first) return [[`yyyy${first[1]}M${first[1]}d`, first[0].length]];
  const found = numbers.exec(text);
  if (found) {
    const [whole, , sign = '', , digits] = found;
    return ['d-M', 'M-d'].map((order) => [
      `${order.replace('-', sign)}${sign}${year(digits)}`,
      whole.length,
    ]);
  }
  const day = dayAndName.exec(text);
  if (day) return [[`d${day[1]}MMM${day[2]}${year(day[3])}`, day[0].length]];
  const month = nameAndDay.exec(text);
  return month ? [[`MMM${month[1]}d${month[2]}${year(month[3])}`, month[0].length]] : [];
}

/** The format of a time behind a date; undefined if it is not a time. */
function timeOf(text: string): string | undefined {
  if (text === '') return '';
  const found = clock.exec(text);
  if (!found) return undefined;
  const [, between, seconds = '', fraction = '', beforeHalf, beforeZone] = found;
  const isHalf = beforeHalf !== undefined;
  // Unicode's pattern letters for an offset such as +01:00.
  const zone =
    beforeZone === undefined ? '' : `${beforeZone}${/(UTC|GMT)$/i.test(text) ? 'z' : 'XXX'}`;
  const rest = fraction === '' ? '' : `${fraction.slice(0, 1)}SSS`;
  return `${between}${isHalf ? 'h' : 'H'}:mm${seconds === '' ? '' : `:ss${rest}`}${isHalf ? `${beforeHalf}a` : ''}${zone}`;
}
