import type { IdKind, Operation, Resource } from 'halopsa-catalogue';
import { type Field, findSchema, type Schema } from 'halopsa-catalogue/schemas';
import { nearestName } from 'halopsa-ground';
import { type BodyProblem, HaloBodyError, HaloUsageError } from '../errors/usage-error.js';
import { recordIdKind } from './asked-record.js';
import { type Fields, type FieldValue, isEmptyValue, isPlainObject } from './json-value.js';
import { checkId, isRecordId } from './path.js';
import { isRehearsal } from './rehearsal.js';
import { repeatedId } from './repeated-ids.js';
import { demandSendable } from './sendable.js';
import { shown } from './shown.js';

/** A field that Halo sets itself, found in a record that was read before, and not sent. */
export interface DroppedField {
  /** Path below the record, for example `status_name` or `lines[].tax_name`. */
  readonly path: string;
  /** The field that sets it, where there is one. */
  readonly instead: string | undefined;
}

/** A body held against the catalogue: what is to be sent, what was taken out, and what has to stop it. */
export interface HeldBody {
  readonly body: FieldValue;
  readonly dropped: readonly DroppedField[];
  readonly problems: readonly BodyProblem[];
}

/** More are counted and not explained: each takes a search through the names of a schema. */
const mostProblems = 5;
const deepest = 40;

/** Collects what is found while a body is walked. */
interface Findings {
  readonly dropped: Map<string, DroppedField>;
  readonly problems: BodyProblem[];
}

/** Where a record stands in a body, and what is sent with it. */
interface Place {
  readonly path: string;
  readonly depth: number;
  /** True where the record is the one that is written, and not one inside it. */
  readonly outermost: boolean;
  /** Fields that name the record and are no change of it. */
  readonly keys: readonly string[];
}

/** The schema of the records that an operation takes, or undefined where the catalogue does not know their fields. */
export function bodySchema(
  operation: Operation,
  resource: Resource | undefined,
): Schema | undefined {
  const own =
    resource?.operations[operation.verb] === operation && operation.verb === 'upsert'
      ? resource.schema
      : undefined;
  const schema = findSchema(operation.bodyType ?? own ?? '');
  return schema && !schema.enum && !schema.partial && schema.fields.size > 0 ? schema : undefined;
}

/** Holds a body against the catalogue and changes nothing of what was given. Linear in its size, and bounded in depth. */
export function holdBody(
  operation: Operation,
  resource: Resource | undefined,
  body: FieldValue,
): HeldBody {
  const schema = bodySchema(operation, resource);
  const findings: Findings = { dropped: new Map(), problems: [] };
  if (!schema || typeof body !== 'object' || body === null)
    return { body, dropped: [], problems: [] };
  const keys = ['id', ...(resource?.key ?? []), ...(resource?.needs.get ?? [])];
  const hold = (record: FieldValue, path: string): FieldValue =>
    isPlainObject(record)
      ? holdRecord(record, schema, { path, depth: 0, outermost: true, keys }, findings)
      : record;
  const held = Array.isArray(body)
    ? body.map((record: FieldValue, at) =>
        hold(record, body.length > 1 ? `record ${at + 1}: ` : ''),
      )
    : hold(body, '');
  return { body: held, dropped: [...findings.dropped.values()], problems: findings.problems };
}

/** The same, with an error for the first fields that Halo would ignore, and for ids with which it would make a record anew. */
export function demandBody(
  operation: Operation,
  resource: Resource | undefined,
  body: unknown,
): HeldBody {
  demandSendable(operation.id, body);
  demandIds(operation, resource, body);
  const held = holdBody(operation, resource, body);
  if (held.problems.length > 0) throw new HaloBodyError(operation.id, held.problems);
  return held;
}

const joinThem = 'Give the changes of a record together, or write it again afterwards.';

/** Two records of one id may each be half done. An id of 0 or of nothing names no record: Halo would take the record for a new one. */
function demandIds(
  { id: what, verb }: Operation,
  resource: Resource | undefined,
  body: unknown,
): void {
  if (verb !== 'upsert' || resource?.key.join() !== 'id') return;
  const records = Array.isArray(body) ? body : [body];
  const repeated = repeatedId(records);
  if (repeated !== undefined)
    throw new HaloUsageError(`${what}: ${repeated}`, `${joinThem} Nothing was sent.`);
  for (const [at, record] of records.entries()) {
    if (hasId(record))
      checkId(
        record.id,
        recordIdKind(resource),
        records.length > 1 ? `${what} record ${at + 1}` : what,
      );
  }
}

const hasId = (record: unknown): record is Fields =>
  isPlainObject(record) && record.id !== undefined && record.id !== null && !isRehearsal(record);

/** The first id that names no record, in words; undefined where all do. */
export function misreadId(resource: Resource, records: readonly unknown[]): string | undefined {
  const kind = recordIdKind(resource);
  const at = records.findIndex((record) => hasId(record) && !namesRecord(record.id, kind));
  if (at < 0) return undefined;
  const place = records.length > 1 ? `record ${at + 1}: ` : '';
  return `${place}the id ${shown((records[at] as Fields).id)} names no record`;
}

const namesRecord = (id: FieldValue, kind: IdKind): boolean =>
  (typeof id === 'number' || typeof id === 'string') && isRecordId(id, kind);

function holdRecord(record: Fields, schema: Schema, place: Place, findings: Findings): Fields {
  if (place.depth > deepest) {
    findings.problems.push({
      path: shorten(place.path),
      reason: `is nested deeper than ${deepest} records`,
    });
    return record;
  }
  const isUpdate = place.outermost && record.id !== undefined && record.id !== null;
  const verdicts = Object.entries(record).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, field: schema.fields.get(name) }],
  );
  // Of most records nothing is set by Halo, and there may be very many.
  let known: Surroundings | undefined;
  const surroundings = (): Surroundings => {
    known ??= {
      outermost: place.outermost,
      isUpdate,
      changes: verdicts.some(({ name, field }) => isChange(name, field, isUpdate, place)),
      wasRead: verdicts.some(
        ({ field }) => field?.set === 'computed' && standsBeside(record, field),
      ),
    };
    return known;
  };
  const kept: Record<string, FieldValue> = {};
  for (const { name, value, field } of verdicts) {
    if (field && !isSetByHalo(field, isUpdate))
      keep(kept, name, holdInner(value, field, innerPlace(place, name), findings));
    else if (field)
      refuseOrDrop(
        place.path + shorten(name),
        field,
        refusal(record, field, value, surroundings()),
        findings,
      );
    else if (place.outermost && place.keys.includes(name)) keep(kept, name, value);
    else
      findings.problems.push(
        unknownField(place.path + shorten(name), name, schema, findings.problems.length),
      );
  }
  return kept;
}

/** The value of a field that is the caller's to set; what is no list and no object holds nothing to look into. */
const holdInner = (
  value: FieldValue,
  field: Field,
  place: () => Place,
  findings: Findings,
): FieldValue =>
  typeof value === 'object' && value !== null ? holdValue(value, field, place(), findings) : value;

const innerPlace = (place: Place, name: string) => (): Place => ({
  ...place,
  path: place.path + shorten(name),
  depth: place.depth + 1,
  outermost: false,
});

/** A field that Halo sets itself is refused for a reason, or else not sent. */
function refuseOrDrop(
  path: string,
  field: Field,
  reason: string | undefined,
  findings: Findings,
): void {
  if (reason) findings.problems.push({ path, reason });
  else noteDropped(findings, path, field);
}

/** By assignment, which is many times faster, but for the one name with which it would do something else. */
function keep(kept: Record<string, FieldValue>, name: string, value: FieldValue): void {
  if (name === '__proto__')
    Object.defineProperty(kept, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else kept[name] = value;
}

const isSetByHalo = (field: Field, isUpdate: boolean): boolean =>
  field.set === 'computed' || (field.set === 'createOnly' && isUpdate);

const isChange = (
  name: string,
  field: Field | undefined,
  isUpdate: boolean,
  place: Place,
): boolean =>
  field !== undefined &&
  !isSetByHalo(field, isUpdate) &&
  field.set !== 'writeOnly' &&
  !(place.outermost && place.keys.includes(name));

const standsBeside = (record: Fields, { instead }: Field): boolean =>
  instead !== undefined && record[instead] !== undefined;

/** What is known of the record in which a field stands. */
interface Surroundings {
  readonly outermost: boolean;
  readonly isUpdate: boolean;
  /** True where another field of it can be changed. */
  readonly changes: boolean;
  /** True where it looks like a record that was read. */
  readonly wasRead: boolean;
}

/**
 * Why a field that Halo sets cannot be sent; undefined where it came with a record that was read: beside the field that sets
 * it, empty, or, where nothing sets it, among fields that can be changed.
 */
function refusal(
  record: Fields,
  field: Field,
  value: FieldValue,
  around: Surroundings,
): string | undefined {
  const { set, instead } = field;
  if (standsBeside(record, field) || (isEmptyValue(value) && (around.changes || !around.outermost)))
    return undefined;
  if (instead !== undefined) return `is set by Halo: use ${instead}`;
  if (!around.outermost || (around.changes && (around.isUpdate || around.wasRead)))
    return undefined;
  return set === 'createOnly'
    ? 'is taken only when the record is made'
    : 'is set by Halo and cannot be written';
}

function noteDropped({ dropped }: Findings, path: string, { instead }: Field): void {
  const plain = path.replace(/^record \d+: /, '').replace(/\[\d+\]/g, '[]');
  if (!dropped.has(plain)) dropped.set(plain, { path: plain, instead });
}

function holdValue(
  value: FieldValue,
  { type }: Field,
  place: Place,
  findings: Findings,
): FieldValue {
  if (typeof value !== 'object' || value === null) return value;
  const schema = findSchema(type.replace(/(?:\[\])+$/, ''));
  if (!schema || schema.enum || schema.partial || schema.fields.size === 0) return value;
  if (isPlainObject(value))
    return holdRecord(value, schema, { ...place, path: `${place.path}.` }, findings);
  if (!Array.isArray(value)) return value;
  return value.map((item, at) =>
    isPlainObject(item)
      ? holdRecord(item, schema, { ...place, path: `${place.path}[${at}].` }, findings)
      : item,
  );
}

function unknownField(path: string, name: string, schema: Schema, found: number): BodyProblem {
  // Beyond those that are shown nobody reads the suggestion.
  const suggestion = found < mostProblems ? suggestField(name, schema) : undefined;
  return {
    path,
    reason: suggestion ? `is not a field: did you mean ${suggestion}?` : 'is not a field',
  };
}

/** The field that somebody most likely meant: by a word of the catalogue, or by the nearest name; never one that cannot be written. */
export function suggestField(name: string, schema: Schema): string | undefined {
  const hinted = schema.hints.get(name.toLowerCase().replace(/[\s-]/g, '_'));
  if (hinted) return hinted;
  if (name.length > 100) return undefined;
  const targets = [...schema.fields.values()].flatMap((field): [string, string][] => {
    const target = field.set === 'computed' ? field.instead : field.name;
    // What drives a request is meant only by somebody who writes it so.
    return target === undefined || (field.name.startsWith('_') && !name.startsWith('_'))
      ? []
      : [[field.name, target]];
  });
  const near = nearestName(
    name,
    targets.map(([from]) => from),
  );
  return targets.find(([from]) => from === near)?.[1];
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);
