import { findOperation, findParameterRule, type ParameterRule } from 'halopsa-catalogue';
import { dateForms, dateInWords, isIsoDate } from 'halopsa-ground';
import { UsageError } from '../usage-error.js';
import type { FlagValue } from './flag-value.js';

/** How dates of a command line are read: in whose zone, and when. */
export interface Moments {
  readonly zone: string;
  readonly now: number;
}

/** The options of the whole program that say in which zone a person is. */
export interface Zoned {
  readonly zone: string | undefined;
}

/** The zone of the person: that of `--tz` or `--utc`, or the computer's own. */
export const momentsIn = ({ zone }: Zoned): Moments => ({
  zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  now: Date.now(),
});

const dayMs = 86_400_000;

/** A date without a time: a day of the calendar, or a word for one. */
const isDay = (text: string): boolean => /^(?:\d{4}-\d\d-\d\d|[a-z]+|-\d+[dw])$/i.test(text.trim());

/** A moment as it is sent: in UTC, which the text says. */
const sent = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/**
 * The query of an operation with its dates as moments of UTC. A day is from its first second to its last in the zone of the person: where
 * it ends a period, that is meant to be in it.
 */
export function momentsOfQuery(
  operationId: string,
  query: Readonly<Record<string, FlagValue>>,
  moments: Moments,
): Record<string, FlagValue> {
  const operation = findOperation(operationId);
  if (!operation) return { ...query };
  const pairs = Object.entries(query).map(([name, value]): [string, FlagValue] => {
    const rule = findParameterRule(operation, name);
    const isDate = rule?.form === 'date' || operation.query[name] === 'datetime';
    if (!isDate || typeof value !== 'string') return [name, value];
    return [name, sentDate(`${operation.id}: ${name}`, value, { rule, moments })];
  });
  return Object.fromEntries(pairs);
}

function sentDate(
  what: string,
  text: string,
  { rule, moments: { zone, now } }: { rule: ParameterRule | undefined; moments: Moments },
): string {
  const start = dateInWords(text, zone, now);
  if (start === undefined)
    throw new UsageError(`${what} takes a date, and not "${text}". Nothing was sent.`, {
      nextStep: `Give ${dateForms}.`,
    });
  if (rule?.notBefore === undefined || !isDay(text)) return sent(start);
  return sent(endOfDay(start, zone));
}

/** The last second of the day that begins at a moment. Some days have 23 or 25 hours. */
function endOfDay(start: number, zone: string): number {
  const inNext = start + dayMs * 1.5;
  return (dateInWords('today', zone, inNext) ?? start + dayMs) - 1000;
}

/**
 * A date of a field as it is sent. A time that names no zone is in the person's zone; a day stays the day that it is, since Halo keeps
 * dates without a time as such.
 */
export function momentOfField(text: string, { zone, now }: Moments): string {
  const date = text.trim();
  if (isIsoDate(date) && (isDay(date) || /(?:Z|[+-]\d\d:?\d\d)$/i.test(date))) return text;
  const moment = dateInWords(date, zone, now);
  if (moment === undefined) return text;
  if (!isDay(date)) return sent(moment);
  // The day as the calendar of the zone names it.
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment);
}
