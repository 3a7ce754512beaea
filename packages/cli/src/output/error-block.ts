import type { ErrorCode } from 'halopsa-catalogue/errors';
import { jsonText, oneLine, shownText } from 'halopsa-ground';
import type { Host } from '../host.js';
import { clearLine } from './clear-line.js';
import { coloursFor } from './colours.js';

/** What is told of an error: never a stack or a header, and a body only without its secrets. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly nextStep?: string | undefined;
  readonly status?: number | undefined;
  readonly operation?: string | undefined;
  readonly requestId?: string | undefined;
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What became of each record of a write of several, by its place in the input, from 0. */
  readonly records?:
    | readonly { readonly index: number; readonly outcome: string; readonly id?: unknown }[]
    | undefined;
  /** What the server answered to a write that this does not prove. */
  readonly answer?: unknown;
}

/** Writes an error to the error stream: as one block for people, as one JSON object with `--json`. */
export function writeError(
  report: ErrorReport,
  host: Host,
  options: { json: boolean; color: boolean },
): void {
  if (host.stderr.isTTY === true) host.stderr.write(clearLine);
  host.stderr.write(
    options.json
      ? `${jsonText({ error: reportJson(report) })}\n`
      : block(report, host, options.color),
  );
}

/** Records are counted from 1, as in the message and on every other face. */
const reportJson = ({ records, ...report }: ErrorReport): object => ({
  ...report,
  ...(records && {
    records: records.map(({ index, outcome, ...more }) => ({
      record: index + 1,
      outcome: outcome.replace('-', '_'),
      ...more,
    })),
  }),
});

function block(report: ErrorReport, host: Host, color: boolean): string {
  const colours = coloursFor(host.stderr, host, color);
  const told = (text: string): boolean => report.message.includes(text);
  const fields = Object.entries(report.errors ?? {}).flatMap(([path, texts]) =>
    texts.filter((text) => !told(text)).map((text) => shownText(`  ${path}: ${text}`)),
  );
  const next = report.nextStep && !told(report.nextStep) ? [`  ${report.nextStep}`] : [];
  return [
    `${colours.red('error:')} ${shownText(report.message)}`,
    ...answerLine(report.answer),
    ...fields,
    ...next.map((line) => colours.dim(shownText(line))),
    '',
  ].join('\n');
}

const mostShown = 500;

/** What came in place of a proof, on one line. */
function answerLine(answer: unknown): string[] {
  if (answer === undefined) return [];
  const text = oneLine(typeof answer === 'string' ? answer : jsonText(answer));
  return [`  The answer was: ${text.length > mostShown ? `${text.slice(0, mostShown)}...` : text}`];
}
