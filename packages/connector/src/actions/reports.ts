import type { WireRecord } from 'halopsa';
import type { Action } from '../action.js';
import type { JsonObject, JsonSchema, ObjectSchema } from '../json.js';
import { conform } from '../schema/conform.js';
import { inputOf, listAction } from './action-kinds.js';

const limit: JsonSchema = { type: 'integer', minimum: 1, maximum: 50_000 };
const output: ObjectSchema = inputOf(
  {
    count: { type: 'integer' },
    columns: { type: 'array', items: { type: 'string' } },
    rows: { type: 'array', items: { type: 'object' } },
    truncated: { type: 'boolean', description: 'True where Halo cut the rows at 50,000.' },
  },
  ['count', 'columns', 'rows', 'truncated'],
);

interface Result {
  readonly rows: readonly WireRecord[];
  readonly columns: readonly string[];
  readonly truncated: boolean;
}
const resultJson = ({ rows, columns, truncated }: Result): JsonObject => ({
  count: rows.length,
  columns,
  rows: conform(rows, output.properties['rows'] ?? {}),
  truncated,
});
const kind = {
  toolset: 'reports',
  effect: 'read',
  safety: 'read',
  scopes: ['read:reporting'],
  layout: 'flat',
  output,
} as const;

/** Stored reports, and SQL of one's own. */
export const reportActions: readonly Action[] = [
  listAction({
    toolset: 'reports',
    resource: 'reports',
    name: 'get_reports',
    title: 'Get Reports',
    description: 'Lists the stored reports.',
    rows: 'reports',
    filters: ['search', 'reportgroup_id'],
  }),
  {
    ...kind,
    name: 'run_report',
    title: 'Run Report',
    description: 'Runs a stored report and gives its rows.',
    input: inputOf(
      {
        id: { type: 'integer' },
        start_date: { type: 'string' },
        end_date: { type: 'string' },
        client_id: { type: 'integer' },
        limit,
      },
      ['id'],
    ),
    run: async (client, { id, limit: most, ...params }, { signal }) => {
      const report = await client.reports.get(Number(id), {}, { signal });
      return resultJson(
        await report.run(params as Record<string, string | number>, {
          limit: most as number | undefined,
          allowTruncated: true,
          signal,
        }),
      );
    },
  },
  {
    ...kind,
    name: 'run_sql_query',
    title: 'Run SQL Query',
    description:
      'Runs one SELECT through the report engine without storing a report; anything but a SELECT is refused.',
    input: inputOf({ sql: { type: 'string', minLength: 1 }, limit }, ['sql']),
    run: async (client, { sql, limit: most }, { signal }) =>
      resultJson(
        await client.reports.query(String(sql), {
          limit: most as number | undefined,
          allowTruncated: true,
          signal,
        }),
      ),
  },
  {
    ...kind,
    name: 'get_published_report',
    title: 'Get Published Report',
    description: 'Reads the rows of a report that was published under an id of its own.',
    input: inputOf({ published_id: { type: 'string', minLength: 1 }, limit }, ['published_id']),
    run: async (client, { published_id, limit: most }, { signal }) =>
      resultJson(
        await client.reports.published(String(published_id), {
          limit: most as number | undefined,
          allowTruncated: true,
          signal,
        }),
      ),
  },
];
