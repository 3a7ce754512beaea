import { oneLine, parseHaloDate } from 'halopsa-ground';
import { isList, type Row, type Value } from './json-value.js';
import type { ShowTime } from './show-time.js';

const dateTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** The text of a value in a table: one line, without anything that a terminal would obey. */
export function cell(value: Value, showTime: ShowTime): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return oneLine(shownMoment(value, showTime));
  if (isList(value))
    return value.every((entry) => typeof entry !== 'object')
      ? oneLine(value.join(', '))
      : `${value.length} entries`;
  if (typeof value === 'object') return oneLine(nameOf(value));
  return oneLine(String(value));
}

/** A text, as people read it where it is a moment. Halo's year 1900 (and 1899 with a zone) is its way to say that there is not a date; a time without a zone is in UTC. */
export function shownMoment(text: string, showTime: ShowTime): string {
  const found = dateTime.exec(text);
  if (!found) return text;
  if (/^(1899|1900|0001)/.test(text)) return '';
  // Midnight is how Halo writes a date without a time.
  const [, day = '', time] = found;
  if (time === '00:00') return day;
  const moment = parseHaloDate(text);
  return moment === undefined ? text : showTime(new Date(moment));
}

const nameOf = (value: Row): string =>
  String(value['name'] ?? value['display'] ?? value['id'] ?? '{...}');
