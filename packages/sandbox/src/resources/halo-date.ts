import { isCalendarDay } from 'halopsa-ground';

const ISO = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** Milliseconds since 1970 of an ISO 8601 text; without a zone it is UTC. Undefined where it is not a date. */
export function parseHaloDate(text: string): number | undefined {
  const found = ISO.exec(text.trim());
  if (!found || !isCalendarDay(text.trim())) return undefined;
  const zoned = found[4] !== undefined || found[1] === undefined;
  const moment = Date.parse(zoned ? text.trim() : `${text.trim().replace(' ', 'T')}Z`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** A moment as Halo writes it: UTC without a zone, with a fraction only where there is one. */
export function formatHaloDate(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
}
