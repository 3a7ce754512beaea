import type { Context } from '../resources/contract.js';
import { upsertRecord } from '../resources/upsert.js';
import type { HaloRecord, HaloValue, WritableRecord } from '../store/port.js';
import { reportAnswer } from './report-answer.js';
import { readReportRequest } from './report-request.js';
import { type ReportRun, runReport } from './run-report.js';

/** Kinds of file that a report is made into, with the prefix of the fields that tell where the file is. */
export type ReportFileKind = 'pdf' | 'xls' | 'json';

interface FileForm {
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (
    profile: HaloRecord,
    run: ReportRun,
    made: Date,
  ) => Promise<Uint8Array> | Uint8Array;
}

const FORMS: Readonly<Record<ReportFileKind, FileForm>> = {
  pdf: {
    extension: 'pdf',
    mediaType: 'application/pdf',
    write: async (profile, run, made) =>
      (await import('./pdf-file.js')).pdfFile(profile, run, made),
  },
  xls: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: async (_, run) => (await import('./excel-file.js')).excelFile(run),
  },
  json: {
    extension: 'json',
    mediaType: 'application/json',
    write: (_, { rows }) => new TextEncoder().encode(JSON.stringify(rows)),
  },
};

/** Runs a report, keeps it as files among the attachments, and answers it with where they are. */
export async function reportWithFiles(
  profile: HaloRecord,
  kinds: readonly ReportFileKind[],
  context: Context,
): Promise<HaloRecord> {
  const run = runReport(readReportRequest(profile), context);
  const answer: WritableRecord = reportAnswer(profile, run);
  if (run.error !== undefined) return answer;
  for (const kind of kinds) {
    const id = await keepFile(profile, run, { form: FORMS[kind], context });
    answer[`${kind}_attachment_id`] = id;
    answer[`${kind}_attachment_link`] = `${context.origin}/api/Attachment/${String(id)}`;
  }
  return answer;
}

async function keepFile(
  profile: HaloRecord,
  run: ReportRun,
  { form, context }: { form: FileForm; context: Context },
): Promise<HaloValue> {
  const bytes = await form.write(profile, run, new Date(context.clock.now()));
  const file = {
    filename: `${String(profile.name ?? 'Report')}.${form.extension}`,
    data_base64: `data:${form.mediaType};base64,${Buffer.from(bytes).toString('base64')}`,
  };
  return upsertRecord(file, context.model('attachments'), context).id;
}
