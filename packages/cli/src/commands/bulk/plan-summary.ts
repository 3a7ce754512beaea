import type { PlanResult, PlanRow } from 'halopsa-bulk';

const grouped = new Intl.NumberFormat('en-GB');
const count = (number: number): string => grouped.format(number);

/** A plan in the words of a person: what would be done, for how many, and how it looks on some rows. */
export function planSummary({ path, header, footer, sample, ignored }: PlanResult, format: string): string[] {
  const { counts } = footer;
  const verbs = (['update', 'create', 'delete', 'skip', 'error'] as const).filter((action) => counts[action] > 0);
  return [
    `${count(footer.rows)} rows of ${header.source.name} (${format}), for ${header.resource}:`,
    ...verbs.map((action) => `  ${count(counts[action]).padStart(9)}  ${phrases[action]}`),
    ...verbs.filter((action) => action !== 'error').flatMap((action) => sampleLines(sample.filter((row) => row.action === action))),
    ...errorLines(
      sample.filter(({ action }) => action === 'error'),
      counts.error,
      header.source.name,
    ),
    ...(ignored.length > 0 ? [`Columns left out: ${ignored.join(', ')}`] : []),
    ...footer.warnings.filter((warning) => !warning.startsWith('Left out')).map((warning) => `Note: ${warning}`),
    requestsText(footer),
    counts.error > 0
      ? `Plan: ${path} (its errors have to be corrected, or left out by --skip-errors)`
      : `Plan: ${path}. To go ahead: halo bulk apply ${path}`,
  ];
}

/** What a plan takes, and what reading all of it back would take besides. */
export function requestsText({ counts, requests, forecastMs, verify }: PlanResult['footer']): string {
  const text = `${requestCount(requests)}, about ${durationText(forecastMs)} at your budget`;
  if (!verify || counts.update + counts.create === 0) return `${text}.`;
  return `${text}; with --verify all ${requestCount(requests + verify.requests)}, about ${durationText(forecastMs + verify.forecastMs)}.`;
}

const requestCount = (number: number): string => `${count(number)} ${number === 1 ? 'request' : 'requests'}`;

const phrases = { update: 'to update', create: 'to create', delete: 'to delete', skip: 'to leave alone', error: 'with errors' } as const;
const shownOfEach = 3;
const shownErrors = 20;

function sampleLines(rows: readonly PlanRow[]): string[] {
  return rows.slice(0, shownOfEach).flatMap((row) => {
    const name = row.id === undefined ? `line ${row.line}` : `line ${row.line}, id ${row.id}`;
    if (row.action === 'skip') return [`  ${name}: ${row.message ?? ''}`];
    if (row.action === 'delete') return [`  ${name}: deleted`];
    const fields = Object.entries(row.set ?? {}).slice(0, 5);
    return [`  ${name}:`, ...fields.map(([field, value]) => `    ${field}: ${before(row, field)}${brief(value)}`)];
  });
}

const before = ({ before: values }: PlanRow, field: string): string => (values && field in values ? `${brief(values[field])} -> ` : '');
const brief = (value: unknown): string => {
  const text = value === null || value === undefined ? '(nothing)' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** One line for each error: file, line, column, what is wrong. */
export function errorLines(rows: readonly PlanRow[], total: number, file: string): string[] {
  const lines = rows
    .slice(0, shownErrors)
    .map(({ line, column, message }) => `${file}, line ${line}${column === undefined ? '' : `, column "${column}"`}: ${message ?? ''}`);
  return total > lines.length ? [...lines, `... and ${count(total - lines.length)} more; "halo bulk results" lists them all`] : lines;
}

/** A time that a person can plan with. */
export function durationText(ms: number): string {
  if (ms < 1000) return 'a second';
  if (ms < 120_000) return `${Math.ceil(ms / 1000)} s`;
  return ms < 7_200_000 ? `${Math.ceil(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
