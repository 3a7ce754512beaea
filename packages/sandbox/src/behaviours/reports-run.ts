import { readJsonBody } from '../http/body.js';
import { json, type Reply } from '../http/reply.js';
import type { Call, Context } from '../resources/context.js';
import { findByRoute } from '../resources/get.js';
import type { Behaviour } from '../resources/rules.js';
import { upsert, upsertRecord } from '../resources/upsert.js';
import { SqlError } from '../sql/parse-select.js';
import { runSelect } from '../sql/run-select.js';
import type { HaloRecord } from '../store/port.js';

const MOST_ROWS = 50_000;

/** Tables of the database, by their names there in lower case, with the resources that hold their rows. */
const TABLES: ReadonlyMap<string, string> = new Map([
  ['faults', 'tickets'],
  ['actions', 'actions'],
  ['area', 'clients'],
  ['site', 'sites'],
  ['users', 'users'],
  ['uname', 'agents'],
  ['device', 'assets'],
]);

/** Reports run: saved ones, SQL that is only sent, files made of them, bookmarks. */
export const reportsRun: Behaviour = {
  ids: [
    'reports.rows-under-report',
    'reports.load-error-in-200',
    'reports.ad-hoc-sql',
    'reports.one-statement',
    'reports.files',
    'reports.bookmark',
  ],
  resource: 'reports',
  rules: {
    operations: {
      get: (call) => {
        const report = findByRoute(call);
        if (call.query.flag('loadreport') !== true) return json(report);
        const wanted = {
          client_id: call.query.int('client_id'),
          start: call.query.text('reportingperiodstartdate'),
          end: call.query.text('reportingperiodenddate'),
        };
        return json({ ...report, report: run(report, { ...wanted, filters: [] }, call.context) });
      },
      upsert: runOrStore,
      createPdf: async (call) => withFile(call, 'pdf'),
      bookmark: async ({ request, context }) => {
        const { value } = await readJsonBody(request);
        const sent = value as HaloRecord;
        return json({ ...context.records('reports').get(Number(sent.id)), ...sent, bookmarked: true }, 201);
      },
    },
  },
};

/** A post that only loads a report stores nothing; every other one is an ordinary write. */
async function runOrStore(call: Call): Promise<Reply> {
  const { value } = await readJsonBody(call.request.clone());
  const [sent] = Array.isArray(value) ? (value as HaloRecord[]) : [];
  if (sent?._loadreportonly !== true) return upsert(call);
  if (sent._xls_generate === true) return withFile(call, 'xls');
  const saved = call.context.records('reports').get(Number(sent.id));
  return json({ ...saved, ...sent, report: run({ ...saved, ...sent }, narrowing(sent), call.context) }, 201);
}

interface Narrowing {
  readonly client_id: number | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly filters: readonly HaloRecord[];
}

const narrowing = (sent: HaloRecord): Narrowing => ({
  client_id: typeof sent.client_id === 'number' ? sent.client_id : undefined,
  start: sent.reportingperiodstartdate as string | undefined,
  end: sent.reportingperiodenddate as string | undefined,
  filters: Array.isArray(sent.filters) ? (sent.filters as HaloRecord[]) : [],
});

function run(report: HaloRecord, wanted: Narrowing, context: Context): HaloRecord {
  try {
    const rows = runSelect(String(report.sql ?? ''), (name) => tableRows(name, wanted, context));
    const kept = rows.filter((row) =>
      wanted.filters.every(({ fieldname, stringruletext }) => String(row[String(fieldname)]) === String(stringruletext)),
    );
    return { loaded: true, rows: kept.slice(0, MOST_ROWS) };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { loaded: false, load_error: error.message, rows: [] };
  }
}

/** The rows of a table that lie in the period and belong to the client. */
function tableRows(name: string, { client_id: client, start, end }: Narrowing, context: Context): HaloRecord[] | undefined {
  const resource = TABLES.get(name.toLowerCase());
  if (!resource) return undefined;
  const day = (row: HaloRecord): string => String(row.dateoccurred ?? '').slice(0, 10);
  return [...context.records(resource).scan()].filter(
    (row) =>
      (client === undefined || row.client_id === client) &&
      (start === undefined || row.dateoccurred === undefined || day(row) >= start.slice(0, 10)) &&
      (end === undefined || row.dateoccurred === undefined || day(row) <= end.slice(0, 10)),
  );
}

/** The first signs by which programs know the kinds of file. */
const HEADS = { pdf: '%PDF-1.4\n', xls: 'PK\u0003\u0004' } as const;
const EXTENSIONS = { pdf: 'pdf', xls: 'xlsx' } as const;

/** Runs the report and keeps the rows as a file; what is in it is text, which is enough to be told apart. */
async function withFile({ request, context }: Call, kind: 'pdf' | 'xls'): Promise<Reply> {
  const [sent] = [(await readJsonBody(request)).value].flat() as HaloRecord[];
  const saved = context.records('reports').get(Number(sent?.id));
  const report = { ...saved, ...sent };
  const ran = run(report, narrowing(report), context);
  if (ran.load_error !== undefined) return json({ ...report, report: ran }, 201);
  const data = Buffer.from(HEADS[kind] + JSON.stringify(ran.rows)).toString('base64');
  const file = { filename: `${String(report.name ?? 'Report')}.${EXTENSIONS[kind]}`, data_base64: data };
  const { id } = upsertRecord(file, context.model('attachments'), context);
  const link = `${context.origin}/api/Attachment/${String(id)}`;
  return json({ ...report, [`${kind}_attachment_id`]: id, [`${kind}_attachment_link`]: link }, 201);
}
