import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Mapping, PlanResult, Source } from 'halopsa-bulk';
import type { Vocabulary } from 'halopsa-catalogue/errors';
import type { Action, JsonObject, ObjectSchema } from 'halopsa-connector';
import { makeFolder } from 'halopsa-ground/node';
import { wordedPlan } from '../bulk/worded.js';
import { type Host, statePath } from '../host.js';
import { inputWords } from './input-words.js';

const mostRows = 10_000;
/** Every row has a cell for every column. */
const mostColumns = 500;
const mostCells = 2_000_000;
/** Rows that are planned between two turns of the event loop. */
const rowsAtOnce = 100;

const name = { type: 'string', minLength: 1, maxLength: 200 } as const;
const names = { type: 'array', items: name, maxItems: mostColumns } as const;

const input: ObjectSchema = {
  type: 'object',
  properties: {
    topic: { ...name, description: 'What the rows are, for example clients.' },
    mode: {
      type: 'string',
      enum: ['update', 'create', 'upsert', 'delete'],
      description: 'What to do; default: update.',
    },
    rows: {
      type: 'array',
      minItems: 1,
      maxItems: mostRows,
      items: { type: 'object', properties: {} },
      description: 'The rows, by the names of fields.',
    },
    match: {
      ...names,
      description: 'Fields that name the record, such as id, name or client_id+name.',
    },
    marker: {
      ...name,
      description: 'Field in which new records carry a mark, so that none is made twice.',
    },
    columns: {
      type: 'object',
      additionalProperties: name,
      description: 'The field that a name of the rows stands for, where it is not the name of one.',
    },
    set: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      description: 'Values for every row, by field.',
    },
    ignore: { ...names, description: 'Names of the rows that become nothing.' },
    ignore_others: {
      type: 'boolean',
      description: 'Leave out every name that columns does not have.',
    },
    nulls: { ...names, description: 'Texts that stand for nothing.' },
    literals: {
      ...names,
      description: 'Texts that are values although they look like nothing, such as None or -.',
    },
    date_format: { ...name, description: 'How dates are written, for example d/M/yyyy H:mm.' },
    decimal: { type: 'string', enum: ['.', ','], description: 'Decimal sign of numbers in text.' },
    clear_empty: { type: 'boolean', description: 'Let empty values empty their field.' },
    time_zone: {
      ...name,
      description: 'Zone of moments that name none, for example Europe/London; default: UTC.',
    },
    check_ids: {
      type: 'boolean',
      description: 'Look up every id of other records, however many requests that takes.',
    },
    preflight: {
      type: 'boolean',
      description:
        'Have Halo check every row without storing it; tickets, projects and opportunities.',
    },
  },
  required: ['topic', 'rows'],
  additionalProperties: false,
};

const count = { type: 'integer' } as const;
const output: ObjectSchema = {
  type: 'object',
  properties: {
    plan: {
      type: 'string',
      description: 'The file of the plan; "halo bulk apply" carries it out.',
    },
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
      description:
        'Why rows have errors or are left alone, the most common reason first, with how many rows each.',
      items: {
        type: 'object',
        properties: {
          kind: { type: 'string' },
          message: { type: 'string' },
          rows: count,
          first: { type: 'array', items: count },
        },
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
  description:
    'Matches and checks rows against the tenant and writes down what would be done. Nothing is changed.',
  toolset: 'config',
  effect: 'read',
  safety: 'read',
  scopes: ['all'],
  layout: 'flat',
  input,
  output,
  run: async (
    client,
    { topic, mode = 'update', rows, match, marker, ...more },
    { signal, onProgress },
  ) => {
    const { time_zone: zone, check_ids: checkIds, preflight, ...mapped } = more;
    await checkSize(rows as JsonObject[]);
    const { createPlan, recordsSource, Tenant } = await import('halopsa-bulk');
    const out = statePath(host, 'plans', `${randomUUID()}.plan`);
    makeFolder(dirname(out), 0o700);
    const planned = createPlan({
      resource: String(topic),
      mode: mode as 'update' | 'create' | 'upsert' | 'delete',
      // They are no records of Halo's: their dates and numbers are written as the caller says.
      source: {
        ...(await recordsSource('rows', inBatches(rows as JsonObject[]))),
        fromHalo: false,
      } satisfies Source,
      mapping: mappingOf(mapped),
      match: match as string[] | undefined,
      marker: marker as string | undefined,
      zone: zone as string | undefined,
      checkIds: checkIds as boolean | undefined,
      preflight: preflight as boolean | undefined,
      out,
      keepsMap: true,
      tenant: new Tenant(client, { url: client.tenantUrl, signal }),
      onProgress: (done) => onProgress?.(done, (rows as JsonObject[]).length),
    });
    return outputOf(await planned.catch(rethrowWorded));
  },
});

/** Refuses rows with more fields, or more cells, than a table of records has. */
async function checkSize(rows: readonly JsonObject[]): Promise<void> {
  const columns = new Set<string>();
  for (const row of rows) {
    for (const name of Object.keys(row)) columns.add(name);
    if (columns.size > mostColumns)
      throw await refused(`have more than ${mostColumns} different fields`);
  }
  if (columns.size * rows.length > mostCells)
    throw await refused(`have more than ${mostCells} cells, fields times rows`);
}

async function refused(why: string): Promise<Error> {
  const { InvalidInputError } = await import('halopsa-connector');
  return new InvalidInputError('plan_bulk_change', { rows: [why] });
}

/** Others have their turn between two batches. */
async function* inBatches(rows: readonly JsonObject[]): AsyncGenerator<readonly JsonObject[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await turn();
    yield rows.slice(from, from + rowsAtOnce);
  }
}

/** The mapping that an input says, as the options of "halo bulk plan" do. */
function mappingOf({
  columns,
  set,
  ignore,
  ignore_others,
  nulls,
  literals,
  date_format,
  decimal,
  clear_empty,
}: JsonObject): Mapping {
  const ignored = ((ignore ?? []) as string[]).map((heading) => [heading, null] as const);
  return {
    columns: { ...Object.fromEntries(ignored), ...(columns as Record<string, string> | undefined) },
    set: { ...(set as Record<string, string> | undefined) },
    ...(nulls === undefined ? {} : { nulls: nulls as string[] }),
    ...(literals === undefined ? {} : { literals: literals as string[] }),
    ...(date_format === undefined ? {} : { date: String(date_format) }),
    ...(decimal === undefined ? {} : { decimal: decimal as '.' | ',' }),
    ...(ignore_others === true ? { others: 'ignore' as const } : {}),
    ...(clear_empty === true ? { empty: 'clear' as const } : {}),
  };
}

const mostReasons = 20;

/** An error of bulk work says what to do in the names of inputs. */
function rethrowWorded(error: unknown): never {
  const { worded } = error as { worded?: (words: Vocabulary) => object };
  throw worded ? Object.assign(error as Error, worded.call(error, inputWords)) : error;
}

async function outputOf({ path, ...result }: PlanResult): Promise<JsonObject> {
  const { footer, sample, reasons } = await wordedPlan(result, inputWords);
  const { update, create, delete: remove, skip, error } = footer.counts;
  return {
    plan: path,
    rows: footer.rows,
    counts: { update, create, delete: remove, skip, error },
    requests: footer.requests,
    warnings: footer.warnings,
    reasons: reasons
      .slice(0, mostReasons)
      .map(({ kind, message, rows, lines }) => ({ kind, message, rows, first: [...lines] })),
    errors: sample.flatMap(({ action, line, message = '' }) =>
      action === 'error' ? [{ row: line, message }] : [],
    ),
  };
}
