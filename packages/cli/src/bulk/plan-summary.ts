import type { PlanResult, PlanRow, Reason } from 'halopsa-bulk';
import { commandWord } from 'halopsa-ground';
import type { Value } from '../output/json-value.js';

const numbers = new Intl.NumberFormat('en-GB');
const count = (value: number): string => numbers.format(value);

/** How reasons are written; given, since the part of the program that knows it is loaded late. */
type ReasonText = (reason: Reason) => string;

interface SummaryWords {
  /** The format of the file. */
  readonly format: string;
  /** What to know before the plan is applied. */
  readonly notes: readonly string[];
  readonly text: ReasonText;
}

/** A plan in the words of a person: what would be done, for how many, and how it looks on some rows. */
export function planSummary(
  { path, header, footer, sample, reasons, ignored }: PlanResult,
  { format, notes, text }: SummaryWords,
): string[] {
  const { counts } = footer;
  const verbs = (['update', 'create', 'delete', 'skip', 'error'] as const).filter(
    (action) => counts[action] > 0,
  );
  const writes = (['update', 'create', 'delete'] as const).filter((action) => counts[action] > 0);
  const of = (kind: string): readonly Reason[] => reasons.filter((reason) => reason.kind === kind);
  return [
    `${count(footer.rows)} rows of ${header.source.name} (${format}), for ${header.resource}:`,
    ...verbs.map((action) => `  ${count(counts[action]).padStart(9)}  ${phrases[action]}`),
    ...writes.flatMap((action) => sampleLines(sample, action, counts[action])),
    ...reasonLines(of('skip'), {
      most: 5,
      begin: '  left alone, ',
      text,
      more: `"halo bulk show ${commandWord(path)} --action unchanged --reasons"`,
    }),
    ...reasonLines(of('error'), {
      most: 20,
      begin: `${header.source.name}, `,
      text,
      more: `"halo bulk show ${commandWord(path)} --action refused --reasons"`,
    }),
    ...(ignored.length > 0 ? [`Columns left out: ${named(ignored)}`] : []),
    ...notes.filter((note) => !note.startsWith('Left out')).map((note) => `Note: ${note}`),
    ...(writes.length > 0 ? [requestsText(footer)] : []),
    nextLine(path, counts.error, writes.length),
  ];
}

/** What a plan takes, and what reading all of it back would take besides. */
export function requestsText({
  counts,
  requests,
  forecastMs,
  verify,
}: PlanResult['footer']): string {
  const text = `${requestCount(requests)}, about ${durationText(forecastMs)} at your budget`;
  if (!verify || counts.update + counts.create === 0) return `${text}.`;
  return `${text}; with --verify all ${requestCount(requests + verify.requests)}, about ${durationText(forecastMs + verify.forecastMs)}.`;
}

const requestCount = (number: number): string =>
  `${count(number)} ${number === 1 ? 'request' : 'requests'}`;

/** What to do next; a plan that changes nothing is not applied. */
function nextLine(path: string, errors: number, writes: number): string {
  if (errors > 0 && writes > 0)
    return `Plan: ${path} (its errors have to be corrected, or left out by --skip-errors)`;
  if (errors > 0) return `Plan: ${path} (its errors have to be corrected)`;
  return writes > 0
    ? `Plan: ${path}. To go ahead: halo bulk apply ${commandWord(path)}`
    : `Plan: ${path}. Nothing to do: no record would change.`;
}

const phrases = {
  update: 'to update',
  create: 'to create',
  delete: 'to delete',
  skip: 'to leave alone',
  error: 'with errors',
} as const;
const [shownOfEach, shownFields, shownColumns] = [3, 5, 20];

const named = (columns: readonly string[]): string =>
  columns.length > shownColumns
    ? `${columns.slice(0, shownColumns).join(', ')} and ${count(columns.length - shownColumns)} more`
    : columns.join(', ');

/** The first rows with an action, and how many fields and rows are not shown. */
function sampleLines(
  sample: readonly PlanRow[],
  action: 'update' | 'create' | 'delete',
  total: number,
): string[] {
  const rows = sample.filter((row) => row.action === action).slice(0, shownOfEach);
  const left = total - rows.length;
  return [
    ...rows.flatMap(rowLines),
    ...(left > 0 ? [`  and ${count(left)} more ${phrases[action]}`] : []),
  ];
}

function rowLines(row: PlanRow): string[] {
  const name = `line ${row.line}${row.id === undefined ? '' : `, id ${row.id}`}${row.name === undefined ? '' : `, ${brief(row.name)}`}`;
  if (row.action === 'delete') return [`  ${name}: deleted`];
  const fields = Object.entries(row.set ?? {});
  const more = fields.length - shownFields;
  return [
    `  ${name}:`,
    ...fields
      .slice(0, shownFields)
      .map(([field, value]) => `    ${field}: ${before(row, field, true)}${brief(value)}`),
    ...(more > 0 ? [`    and ${more} more ${more === 1 ? 'field' : 'fields'}`] : []),
  ];
}

/** The fields of a row with their old and new values, in one line. */
export const changeText = (row: PlanRow, isBrief: boolean): string =>
  row.action === 'update' || row.action === 'create'
    ? Object.entries(row.set ?? {})
        .map(
          ([field, value]) =>
            `${field}: ${before(row, field, isBrief)}${isBrief ? brief(value) : whole(value)}`,
        )
        .join('; ')
    : '';

const before = ({ before: values }: PlanRow, field: string, isBrief: boolean): string =>
  values && field in values ? `${isBrief ? brief(values[field]) : whole(values[field])} -> ` : '';
const whole = (value: Value): string =>
  value === null || value === undefined ? '(nothing)' : JSON.stringify(value);
const brief = (value: Value): string => {
  const text = whole(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

interface ReasonLines {
  readonly most: number;
  readonly begin: string;
  readonly text: ReasonText;
  /** The command that lists what is not shown. */
  readonly more: string;
}

function reasonLines(
  reasons: readonly Reason[],
  { most, begin, text, more }: ReasonLines,
): string[] {
  const lines = reasons.slice(0, most).map((reason) => `${begin}${text(reason)}`);
  const left = reasons.length - lines.length;
  return left > 0
    ? [...lines, `... and ${count(left)} more reasons; ${more} lists them all`]
    : lines;
}

/** A time that a person can plan with. */
export function durationText(ms: number): string {
  if (ms < 1000) return 'a second';
  if (ms < 120_000) return `${Math.ceil(ms / 1000)} s`;
  return ms < 7_200_000 ? `${Math.ceil(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
