import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { findResource } from 'halopsa-catalogue';
import { readableRecord } from '../../../connector/src/schema/record-schema.js';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const anything: Schema = {};
const oneOf = (...values: string[]): Schema => ({ enum: values });

/** An object with at least these members. */
const record = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const list = (items: Schema): Schema => ({ type: 'array', items });

/** A row of a resource's list, as the catalogue has it: what the contract does not name may be there as well. */
export const rowSchema = (attribute: string): Schema => {
  const { row, schema } = findResource(attribute)!;
  const properties = [row, schema].map((name) => (name === undefined ? {} : readableRecord(name).properties));
  return { type: 'object', properties: Object.assign({}, ...properties) as object };
};

/** All rows of a resource. */
export const listSchema = (attribute: string): Schema => list(rowSchema(attribute));

const planEnd = { plan: text, rows: count, counts: record({ update: count, create: count, delete: count, skip: count, error: count }) };
const progress = { path: text, done: count, failed: count, unknown: count, skipped: count, waiting: count };
const job = record({ resource: text, mode: text, created: text, rows: count, state: text, ...progress });
const line = record({ row: count, line: count, action: text, outcome: text });

/** What commands of ours print with `--json`, by their words; those that are not named print nothing. */
export const ownSchemas: Readonly<Record<string, Schema>> = {
  configure: record({ path: text, profile: text, tenant_url: text, client_id: text }),
  'profile list': list(record({ name: text, current: oneOf('', '*') })),
  'profile show': list(record({ profile: text, setting: text, value: text, origin: text })),
  whoami: record({ tenant_url: text, application: text, signed_in: text, kind: text, scopes: list(text) }),
  doctor: list(record({ check: text, result: oneOf('good', 'doubtful', 'bad'), found: text, advice: text })),
  resources: list(record({ topic: text, title: text, path: text, verbs: list(text) })),
  describe: listSchema('statuses'),
  find: list(record({ kind: oneOf('command', 'operation', 'field'), name: text, command: text, type: text })),
  search: list(record({ topic: text, id: { type: ['integer', 'string'] }, title: text, record: { type: 'object' } })),
  explain: record({ code: text, meaning: text, changed: text, help: text, exit: count, also: list(text) }),
  api: rowSchema('agents'),
  request: record({ record_count: count, tickets: listSchema('tickets') }),
  sql: list(record({ faultid: count, symptom: text })),
  open: record({ url: text }),
  'bulk plan': record(planEnd),
  'bulk apply': record({ ...progress, verified: count }),
  'bulk resume': record({ ...progress, verified: count }),
  'bulk status': job,
  'bulk show': list(line),
  'bulk payload': list({ type: 'object' }),
  'bulk list': list(job),
  'bulk export': record({ success: count, failure: count }),
  'bulk undo': record(planEnd),
  'bulk map': record({ columns: { type: 'object' } }),
  'bulk template': record({ path: text, columns: list(text), rows: count, lookups: list(text) }),
  'bulk edit': record({ path: text, rows: count }),
  'bulk import': list(record({ file: text, resource: text, state: text, rows: count, done: count, failed: count, unknown: count })),
  'bulk retry': record(planEnd),
  'connector list': list(
    record({ name: text, title: text, toolset: text, effect: oneOf('read', 'write', 'delete'), operation: { type: ['string', 'null'] } }),
  ),
  'connector key': record({ key: text, sha256: text }),
  'listen events': list(record({ key: text, state: text })),
  writes: list(record({ at: text, action: text, resource: text })),
  undo: record({ method: text, url: text }),
  'alias list': list(record({ name: text, line: text })),
  'sandbox status': record({ url: text, faults: count }),
  'sandbox logs': list(record({ method: text, url: text, status: count })),
  'sandbox fault add': record({ id: anything }),
  'sandbox fault list': list(record({ id: anything, kind: text })),
  'sandbox snapshot list': list(record({ label: text })),
  'sandbox snapshot diff': { type: 'object' },
};

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, addUsedSchema: false });

/** Where a value is not what its schema says, in words; nothing where it is. */
export function faultsOf(schema: Schema, value: unknown): string[] {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []).map(told);
}

const told = ({ instancePath, message = '' }: ErrorObject): string => `${instancePath} ${message}`;
