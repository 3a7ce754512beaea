import { readJsonBody } from '../http/body.js';
import { bareString, modelState } from '../http/refusal.js';
import { json, type Reply } from '../http/reply.js';
import { guid } from '../random.js';
import type { HaloRecord, HaloValue } from '../store/port.js';
import { coerceRecord } from './coerce.js';
import type { Call, Context, Draft, ResourceModel } from './contract.js';
import { followRename } from './follow-rename.js';
import { mergeRecord } from './merge.js';
import { joinNames } from './reference-names.js';
import { withoutSecrets } from './row.js';

/** Answers a create or update of one or more records: 201 with the last one, or with all under `returnall=true`. */
export async function upsert(call: Call): Promise<Reply> {
  const stored = await upsertBody(call);
  const returnAll = call.query.flag('returnall') === true;
  return json(returnAll ? stored : (stored.at(-1) ?? []), call.model.rule('stored') ?? 200);
}

/** Stores the records of a body one after another and returns them as stored; the ones before a refused one stay. */
async function upsertBody(call: Call): Promise<HaloRecord[]> {
  const { model, context } = call;
  const shown = model.every('answered');
  return (await readBody(call)).map((record) =>
    shown.reduce(
      (answer, rule) => rule(answer),
      answered(record, upsertRecord(record, model, context), model),
    ),
  );
}

/** The records of a body as their schema reads them. The whole body binds before anything happens, so a wrong type in any element refuses all. */
export async function readBody(call: Call): Promise<HaloRecord[]> {
  const { value, text } = await readJsonBody(call.request);
  const { schema } = call.model;
  const bare = call.operation.body === 'single' || !Array.isArray(value);
  const sent =
    call.operation.body === 'single'
      ? [value]
      : Array.isArray(value)
        ? (value as HaloValue[])
        : [acceptBareObject(value, call)];
  return sent.map((element, index) => {
    const path = bare ? '' : `[${index}]`;
    return coerceRecord(asObject(element, path), schema, { text, path });
  });
}

function acceptBareObject(value: HaloValue, call: Call): HaloValue {
  // Where the contract declares no body both forms are taken.
  if (
    call.operation.body === 'none' ||
    call.model.rule('acceptsBareObject') === true ||
    call.model.rule('demandsArray') !== true
  )
    return value;
  throw modelState(
    '',
    "The request body is not a JSON array, which this type requires to deserialize correctly. Path '', line 1, position 1.",
  );
}

function asObject(value: HaloValue, path: string): HaloRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as HaloRecord;
  throw modelState(
    path,
    `Error converting value ${JSON.stringify(value)} to an object. Path '${path}', line 1, position 1.`,
  );
}

/** The answer to a creation shows secrets that no later answer shows. */
const answered = (sent: HaloRecord, stored: HaloRecord, model: ResourceModel): HaloRecord =>
  sent.id === undefined ? stored : withoutSecrets(stored, model);

/** Stores one record: strict update where it carries an id, create where it carries none. */
export function upsertRecord(
  patch: HaloRecord,
  model: ResourceModel,
  context: Context,
): HaloRecord {
  const records = context.records(model.resource.attribute);
  for (const recover of model.every('recover')) recover(patch, context);
  const before = storedBefore(patch, model, context);
  const next = mergeRecord(before, patch, model.schema);
  if (!before) {
    next.id =
      model.rule('newId')?.(patch, records) ??
      (model.resource.idKind === 'int' ? records.nextId() : guid(context.random));
    if (model.schema?.fields.get('guid')?.type === 'uuid') next.guid ??= guid(context.random);
  }
  joinNames(next, model, context);
  const draft: Draft = { before, patch, next };
  for (const prepare of model.every('prepare')) prepare(draft, context);
  for (const check of model.every('check')) check(draft, model, context);
  const record: HaloRecord = withoutControls(next);
  if (model.rule('rehearses')?.(patch) === true) return record;
  records.put(model.keyOf(record), record);
  for (const written of model.every('written')) written(record, before, context, patch);
  followRename(record, before, model, context);
  return records.get(model.keyOf(record)) ?? record;
}

function storedBefore(
  patch: HaloRecord,
  model: ResourceModel,
  context: Context,
): HaloRecord | undefined {
  const id = patch.id ?? model.rule('identify')?.(patch, model, context);
  if (id === undefined || id === null || id === 0 || id === '' || id === '0') return undefined;
  const known =
    typeof id === 'string' && model.resource.idKind === 'int' && /^-?\d+$/.test(id)
      ? Number(id)
      : id;
  const key =
    typeof known === 'string' && model.resource.idKind === 'uuid' ? known.toLowerCase() : known;
  const found = context.records(model.resource.attribute).get(model.keyOf({ ...patch, id: key }));
  if (!found) throw bareString('Record not found');
  return found;
}

/** Names with an underscore drive one request and are not kept. */
const withoutControls = (record: HaloRecord): HaloRecord =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([name, value]) => !name.startsWith('_') && value !== null && value !== undefined,
    ),
  );
