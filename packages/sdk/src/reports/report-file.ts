import { formulaSafe } from 'halopsa-ground';
import { Download, openDownload } from '../attachments/download.js';
import { fetchFrom } from '../attachments/file-store.js';
import { safeFileName } from '../attachments/safe-file-name.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloReportError } from '../errors/report-error.js';
import type { ReportResult } from './report-result.js';

/** A file made of a report: its address where Halo keeps it, and its bytes. */
export interface ReportFile {
  readonly name: string;
  /** Where Halo keeps it; undefined where it was made here, of the rows. */
  readonly link: string | undefined;
  readonly attachmentId: number | undefined;
  /** Opens it for reading. */
  open(): Promise<Download>;
  /** All bytes. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Writes it into a folder of this computer and gives its path. */
  saveTo(folder: string): Promise<string>;
}

/** The file that an answer points to by `<kind>_attachment_id` and `<kind>_attachment_link`. */
export function fileOfAnswer(
  context: Context,
  answer: WireRecord,
  kind: 'pdf' | 'xls',
  name: string,
): ReportFile {
  const id = Number(answer[`${kind}_attachment_id`]);
  const attachmentId = id > 0 ? id : undefined;
  const told = [answer[`${kind}_attachment_link`], answer.download_url, answer.link].find(
    (value) => typeof value === 'string',
  );
  const link = typeof told === 'string' && told !== '' ? told : undefined;
  if (attachmentId === undefined && link === undefined) {
    throw new HaloReportError(
      `Halo made no file of ${name}: the answer names neither an attachment nor a link`,
      undefined,
      {
        nextStep: 'Check in Halo that the report prints there, and that it has a PDF template.',
      },
    );
  }
  return fileOf(name, { link, attachmentId }, () =>
    openFile(context, { link, attachmentId, name }),
  );
}

interface Place {
  readonly link: string | undefined;
  readonly attachmentId: number | undefined;
}

async function openFile(
  { halo, caller, ...context }: Context,
  { link, attachmentId, name }: Place & { name: string },
): Promise<Download> {
  const attachments = halo.resource('attachments');
  if (attachmentId !== undefined)
    return openDownload({ ...context, halo, caller, verbs: attachments }, attachmentId);
  const own = /^\/*(?:api\/)?([^:]*)$/i.exec(link!)?.[1];
  if (own !== undefined) {
    const { value } = await caller.callPath({ method: 'GET', path: `/${own}`, raw: true });
    return new Download(value as Response, name);
  }
  const response = await fetchFrom(caller, link!);
  if (response.ok) return new Download(response, name);
  throw new HaloReportError(`${name}: the file store answered ${response.status}`, undefined, {
    nextStep: 'The link is good for some minutes only; make the file again.',
  });
}

/** The rows as a file made here. */
export function fileOfRows(name: string, type: string, text: string): ReportFile {
  const response = (): Response => new Response(text, { headers: { 'content-type': type } });
  return fileOf(
    name,
    { link: undefined, attachmentId: undefined },
    async () => new Download(response(), name),
  );
}

function fileOf(name: string, place: Place, open: () => Promise<Download>): ReportFile {
  return {
    name: safeFileName(name, 'report'),
    ...place,
    open,
    bytes: async () => (await open()).bytes(),
    saveTo: async (folder) => (await open()).saveTo(folder),
  };
}

/** Rows as CSV after RFC 4180, with a line of column names. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCsv({ columns, rows }: ReportResult): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function quoted(value: unknown): string {
  const text =
    typeof value === 'string'
      ? formulaSafe(value)
      : typeof value === 'object' && value
        ? JSON.stringify(value)
        : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
