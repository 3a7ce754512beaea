import { readJsonBody } from '../../http/body.js';
import { readBytes } from '../../http/limited-body.js';
import { bareString, notFound, status } from '../../http/refusal.js';
import { json, type Reply } from '../../http/reply.js';
import { guid } from '../../random.js';
import type { ReportFileKind } from '../../reports/report-files.js';
import type { Behaviour, Call, Context } from '../../resources/contract.js';
import { findByRoute, get } from '../../resources/get.js';
import { upsert } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';

/** Bookmarks of agents; no resource has this name. */
const BOOKMARKS = 'reports:bookmarks';

/** Reports run over the stored records: saved ones, SQL that is only sent, files made of them; and they are bookmarked and published. */
export const reportsRun: Behaviour = {
  ids: [
    'reports.rows-under-report',
    'reports.load-error-in-200',
    'reports.ad-hoc-sql',
    'reports.saved-filters',
    'reports.one-statement',
    'reports.cap-50000',
    'reports.gateway-60s',
    'reports.files',
    'reports.bookmark',
  ],
  resource: 'reports',
  rules: {
    detail: (report, _, context) =>
      context.records(BOOKMARKS).get(bookmarkKey(report, context))
        ? { ...report, bookmarked: true }
        : report,
    prepare: ({ next }, context) => {
      if (next.is_published === true) next.published_id ??= guid(context.random);
    },
    operations: {
      get: async (call) => (call.query.flag('loadreport') === true ? runSaved(call) : get(call)),
      upsert: runOrStore,
      createPdf: (call) => withFiles(call, ['pdf']),
      print: (call) => withFiles(call, ['pdf']),
      bookmark,
    },
  },
};

/** A published report answers its rows to anyone who knows its id; an unknown id is answered as a missing right. */
export const reportsPublished: Behaviour = {
  ids: ['reports.published-data'],
  resource: 'publishedReports',
  rules: {
    operations: {
      get: async ({ params, context }) => {
        const [report] = context.records('reports').matching('published_id', params.publishedid);
        if (report?.is_published !== true) throw status(401);
        const [{ readReportRequest }, { runReport }] = await Promise.all([
          import('../../reports/report-request.js'),
          import('../../reports/run-report.js'),
        ]);
        const run = runReport(readReportRequest(report), context);
        if (run.error !== undefined) throw bareString(run.error);
        return json(run.rows);
      },
    },
  },
};

async function runSaved(call: Call): Promise<Reply> {
  const { narrowingOf } = await import('../../reports/report-request.js');
  return json(await ran({ ...findByRoute(call), ...narrowingOf(call.query) }, [], call.context));
}

/** A post that only loads or prints stores nothing; every other one is an ordinary write. */
async function runOrStore(call: Call): Promise<Reply> {
  const { url, method, headers } = call.request;
  // Read once and to its limit: of a body that is read twice neither half can be given up alone.
  const request = new Request(url, { method, headers, body: await readBytes(call.request) });
  const { value } = await readJsonBody(request.clone());
  const [sent] = Array.isArray(value) ? (value as HaloRecord[]) : [];
  if (sent?._loadreportonly !== true && sent?._testonly !== true)
    return upsert({ ...call, request });
  return json(await ran(profileOf(sent, call.context), kindsOf(sent), call.context));
}

/** Files that a run asks for by its flags. */
const kindsOf = (sent: HaloRecord): ReportFileKind[] => [
  ...(sent._print_generate === true ? ['pdf' as const] : []),
  ...(sent._xls_generate === true ? ['xls' as const] : []),
  ...(sent._json_generate === true ? ['json' as const] : []),
];

async function withFiles(
  { request, context }: Call,
  kinds: readonly ReportFileKind[],
): Promise<Reply> {
  const [sent] = [(await readJsonBody(request)).value].flat() as (HaloRecord | undefined)[];
  return json(await ran(profileOf(sent ?? {}, context), kinds, context), 201);
}

/** The stored report that a body names, with what the body sets instead; a body without an id is a report of its own. */
function profileOf(sent: HaloRecord, context: Context): HaloRecord {
  const id = Number(sent.id ?? 0);
  if (id === 0) return sent;
  const stored = context.records('reports').get(id);
  if (!stored) throw notFound();
  return {
    ...stored,
    ...Object.fromEntries(
      Object.entries(sent).filter(([, value]) => value !== null && value !== ''),
    ),
  };
}

/** The engine of reports is loaded when the first report is run, since most clients run none. */
const ran = async (
  profile: HaloRecord,
  kinds: readonly ReportFileKind[],
  context: Context,
): Promise<HaloRecord> =>
  (await import('../../reports/report-files.js')).reportWithFiles(profile, kinds, context);

async function bookmark({ request, context }: Call): Promise<Reply> {
  const sent = (await readJsonBody(request)).value as HaloRecord;
  const stored = context.records('reports').get(Number(sent.id ?? 0));
  if (!stored) throw notFound();
  const id = bookmarkKey(stored, context);
  context.records(BOOKMARKS).put(id, { ...sent, id });
  return json({ ...stored, ...sent, bookmarked: true }, 201);
}

const bookmarkKey = ({ id }: HaloRecord, { session }: Context): string =>
  `${session.agentId ?? 0}-${String(id)}`;
