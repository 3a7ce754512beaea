import type { Source } from 'halopsa-bulk';
import type { Context } from '../context.js';
import type { Row } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';
import { type PlanInput, readOptions } from './plan-options.js';

/** Where the rows come from: a file, the standard input (`-`), a list, a report or a query; exactly one of them. */
export async function planSource(
  file: string | undefined,
  options: PlanInput,
  context: Context,
): Promise<Source> {
  const { fromList, fromReport, fromSql } = options;
  const given = [file, fromList, fromReport, fromSql].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new UsageError(
      'Rows come from one place: a file, - for the standard input, --from-list, --from-report or --from-sql. Nothing was sent.',
      {
        nextStep: 'For example: halo bulk plan clients tax.csv --set item_tax_code=1',
      },
    );
  const { openSource, recordsSource } = await import('halopsa-bulk');
  if (file === '-')
    return openSource(context.host.stdin as unknown as AsyncIterable<Buffer>, readOptions(options));
  if (file !== undefined) return openSource(file, readOptions(options));
  const client = await context.client();
  const { signal } = context.host;
  if (fromList !== undefined) {
    const [topic = '', ...words] = fromList.trim().split(/\s+/);
    const { findResource, toCamel } = await import('halopsa-catalogue');
    const resource = findResource(toCamel(topic));
    if (!resource)
      throw new UsageError(`Unknown topic "${topic}". Nothing was sent.`, {
        nextStep: '"halo resources" lists them.',
      });
    const { flagsToQuery } = await import('./list-flags.js');
    return recordsSource(
      `list of ${topic}`,
      client
        .resource(resource.attribute)
        .listAll(flagsToQuery(words, resource), { signal })
        .pages(),
    );
  }
  const answer =
    fromReport === undefined
      ? await runQuery(client, fromSql ?? '')
      : await client.get(`/Report/${encodeURIComponent(fromReport)}`, {
          query: { loadreport: true, includedetails: true },
          signal,
        });
  const name = fromReport === undefined ? 'query' : `report ${fromReport}`;
  return recordsSource(name, oneBatch(reportRows(answer, name)));
}

type Client = Awaited<ReturnType<Context['client']>>;

const runQuery = (client: Client, sql: string): Promise<unknown> =>
  client.post('/Report', { body: { sql, _loadreportonly: true, _testonly: false } });

/** A query that fails answers 200 and says so inside the report. */
function reportRows(answer: unknown, name: string): readonly Row[] {
  const { report } = ((Array.isArray(answer) ? answer[0] : answer) ?? {}) as {
    report?: { rows?: readonly Row[]; load_error?: string };
  };
  if (report?.load_error)
    throw new UsageError(
      `The ${name} failed: ${report.load_error.split('\n')[0]} Nothing was sent.`,
      {
        nextStep: 'Correct it in Halo, where it can be tried out.',
      },
    );
  return report?.rows ?? [];
}

async function* oneBatch(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
