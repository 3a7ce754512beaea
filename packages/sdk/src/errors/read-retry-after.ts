/** The wait that `Retry-After` asks for, in seconds; it may hold seconds or an HTTP date. Undefined where it is absent or unreadable. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  // A date has the name of its day or month first; V8 would read "-5" as one too.
  const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
