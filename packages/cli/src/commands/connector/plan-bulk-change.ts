import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PlanResult } from 'halopsa-bulk';
import type { Action, JsonObject, ObjectSchema } from 'halopsa-connector';
import { type Host, statePath } from '../../host.js';

const mostRows = 10_000;
/** Every row has a cell for every column. */
const mostColumns = 500;
const mostCells = 2_000_000;

const input: ObjectSchema = {
  type: 'object',
  properties: {
    topic: { type: 'string', minLength: 1, description: 'What the rows are, for example clients.' },
    mode: { type: 'string', enum: ['update', 'create', 'upsert', 'delete'], description: 'What to do; update unless told otherwise.' },
    rows: {
      type: 'array',
      minItems: 1,
      maxItems: mostRows,
      items: { type: 'object', properties: {} },
      description: 'The rows, by the names of fields.',
    },
    match: { type: 'array', items: { type: 'string' }, description: 'Fields that name the record, such as id, name or client_id+name.' },
    marker: { type: 'string', description: 'Field in which new records carry a mark, so that none is made twice.' },
  },
  required: ['topic', 'rows'],
  additionalProperties: false,
};

const count = { type: 'integer' } as const;
const output: ObjectSchema = {
  type: 'object',
  properties: {
    plan: { type: 'string', description: 'The file of the plan; "halo bulk apply" carries it out.' },
    rows: count,
    counts: {
      type: 'object',
      properties: { update: count, create: count, delete: count, skip: count, error: count },
      required: ['update', 'create', 'delete', 'skip', 'error'],
      additionalProperties: false,
    },
    requests: count,
    warnings: { type: 'array', items: { type: 'string' } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { row: count, message: { type: 'string' } },
        required: ['row', 'message'],
        additionalProperties: false,
      },
    },
    reasons: {
      type: 'array',
      description: 'Why rows have errors or are left alone, the most common reason first, with how many rows each.',
      items: {
        type: 'object',
        properties: { kind: { type: 'string' }, message: { type: 'string' }, rows: count, first: { type: 'array', items: count } },
        required: ['kind', 'message', 'rows', 'first'],
        additionalProperties: false,
      },
    },
  },
  required: ['plan', 'rows', 'counts', 'requests', 'warnings', 'errors', 'reasons'],
  additionalProperties: false,
};

/** Plans a change of many records and writes the plan into the state folder; carrying it out is left to a person. */
export const planBulkChange = (host: Host): Action => ({
  name: 'plan_bulk_change',
  title: 'Plan Bulk Change',
  description: 'Matches and checks rows against the tenant and writes down what would be done. Nothing is changed.',
  toolset: 'config',
  effect: 'read',
  safety: 'read',
  scopes: ['all'],
  layout: 'flat',
  input,
  output,
  run: async (client, { topic, mode = 'update', rows, match, marker }, { signal, onProgress }) => {
    const columns = await columnsOf(rows as JsonObject[]);
    const { createPlan, recordsSource, Tenant } = await import('halopsa-bulk');
    const out = statePath(host, 'plans', `${randomUUID()}.plan`);
    await mkdir(dirname(out), { recursive: true, mode: 0o700 });
    const result = await createPlan({
      resource: String(topic),
      mode: mode as 'update' | 'create' | 'upsert' | 'delete',
      source: await recordsSource('rows', oneBatch(rows as JsonObject[], columns)),
      match: match as string[] | undefined,
      marker: marker as string | undefined,
      out,
      tenant: new Tenant(client, { url: client.tenantUrl, signal }),
      onProgress: (done) => onProgress?.(done, (rows as JsonObject[]).length),
    });
    return told(result);
  },
});

/** The fields of all rows; refuses more of them than a table of records has. */
async function columnsOf(rows: readonly JsonObject[]): Promise<ReadonlySet<string>> {
  const columns = new Set<string>();
  for (const row of rows) {
    for (const name of Object.keys(row)) columns.add(name);
    if (columns.size > mostColumns) throw await refused(`have more than ${mostColumns} different fields`);
  }
  if (columns.size * rows.length > mostCells) throw await refused(`have more than ${mostCells} cells, fields times rows`);
  return columns;
}

async function refused(why: string): Promise<Error> {
  const { InvalidInputError } = await import('halopsa-connector');
  return new InvalidInputError('plan_bulk_change', { rows: [why] });
}

async function* oneBatch(rows: readonly JsonObject[], columns: ReadonlySet<string>): AsyncGenerator<readonly JsonObject[]> {
  // The columns are those of the first batch, so that its first row has to show all of them.
  const empty = Object.fromEntries([...columns].map((column) => [column, undefined]));
  yield rows.map((row, at) => (at === 0 ? { ...empty, ...row } : row));
}

const mostReasons = 20;

function told({ path, footer, sample, reasons }: PlanResult): JsonObject {
  const { update, create, delete: remove, skip, error } = footer.counts;
  return {
    plan: path,
    rows: footer.rows,
    counts: { update, create, delete: remove, skip, error },
    requests: footer.requests,
    warnings: footer.warnings,
    reasons: reasons.slice(0, mostReasons).map(({ kind, message, rows, lines }) => ({ kind, message, rows, first: [...lines] })),
    errors: sample.flatMap(({ action, line, message = '' }) => (action === 'error' ? [{ row: line, message }] : [])),
  };
}
