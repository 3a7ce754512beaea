import { type Operation, type Resource, resourceNamed } from 'halopsa-catalogue';
import { demandedValue, exampleOf } from 'halopsa-catalogue/examples';
import { referenceOf } from 'halopsa-catalogue/references';
import { type Field, findSchema, type Schema } from 'halopsa-catalogue/schemas';
import type { JsonObject, JsonValue, Member } from '../json.js';
import { setUpResources } from './data/resource-order.js';
import { filledBody, freshText } from './placeholders.js';
import { inserted, insertedNumber, jsonText, madeId, ownId } from './variables.js';

/** Whom and what a record is for; other references depend on the kind of record. */
const parties: readonly string[] = [
  'clients',
  'sites',
  'users',
  'agents',
  'suppliers',
  'tickets',
  'assets',
];

/** Fields of a record that says nothing of itself by its name and its references. */
const fewestFields = 2;

/** Halo types some ids as doubles. */
const numeric = /^(int|long|double)$/;

const scalars: Readonly<Record<string, JsonValue>> = {
  string: 'Made with Postman',
  datetime: '2026-03-01T09:00:00Z',
  bool: true,
  int: 1,
  long: 1,
  double: 0.5,
  uuid: '{{$guid}}',
};

/**
 * The example body of a request, which a tenant takes once the set-up has made the records that it refers to: names that no earlier run
 * has used, references to those records, and values of the types that the contract declares. Undefined where it takes no JSON.
 */
export function exampleBody(operation: Operation): string | undefined {
  if (operation.method !== 'POST' || operation.body === 'form') return undefined;
  const known = exampleOf(operation.id).body;
  const record = known === undefined ? derivedBody(operation) : filledBody(known);
  return jsonText(operation.body === 'array' ? [record] : record);
}

function derivedBody(operation: Operation): JsonValue {
  const { bodyType, verb } = operation;
  const resource = resourceNamed(operation.resource);
  if (bodyType === undefined) return {};
  const schema = findSchema(bodyType);
  if (!schema || schema.enum) return idOf(operation, bodyType) ?? scalars[bodyType] ?? {};
  return verb === 'upsert'
    ? newRecord(schema, resource)
    : { ...changed(operation, schema), ...references(schema, resource) };
}

/** The id of the record that a request is about, which a body of ids consists of. */
function idOf({ resource }: Operation, type: string): string | undefined {
  if (setUpResources.includes(resource))
    return type === 'int' ? insertedNumber(ownId(resource)) : inserted(ownId(resource));
  return undefined;
}

/** The id with which the body of a request that is no create names its record. */
function changed({ resource }: Operation, schema: Schema): JsonObject {
  const id = schema.fields.get('id');
  if (!id) return {};
  const { idKind, operations } = resourceNamed(resource);
  // What is numbered otherwise than the records of the resource, or where there are none, is something else.
  const hasRecords =
    operations.upsert !== undefined && (operations.get ?? operations.delete) !== undefined;
  if (!hasRecords || numeric.test(id.type) !== (idKind === 'int')) return { id: scalars[id.type] };
  const variable = setUpResources.includes(resource) ? ownId(resource) : madeId(resource);
  return { id: idKind === 'int' ? insertedNumber(variable) : inserted(variable) };
}

/** A record to create: with an id the example would change a record of the tenant, and the delete after it would take that one. */
function newRecord(schema: Schema, resource: Resource): JsonObject {
  const { naturalKeys, needs } = resource;
  const demanded = Object.values(needs).flat();
  const named = ['name', ...naturalKeys, ...demanded].flatMap((name): Member[] => {
    const field = schema.fields.get(name);
    return field ? [[name, demandedValue(name) ?? freshValue(field)]] : [];
  });
  const record = { ...Object.fromEntries(named), ...references(schema, resource) };
  const few = Math.max(0, fewestFields - Object.keys(record).length);
  return { ...record, ...Object.fromEntries(plainFields(schema, record).slice(0, few)) };
}

const freshValue = ({ type }: Field): JsonValue => (type === 'string' ? freshText : scalars[type]);

/** Its references by id to whom and what it is for; what Halo makes along with it cannot be there before it. */
const references = (schema: Schema, { attribute }: Resource): JsonObject =>
  Object.fromEntries(
    [...schema.fields.values()].flatMap(({ name, type, set }) => {
      const reference = set === 'computed' ? undefined : referenceOf(attribute, name, type);
      if (reference?.key !== 'id' || reference.madeAlong || !parties.includes(reference.resource))
        return [];
      return [[name, insertedNumber(ownId(reference.resource))]];
    }),
  );

/** Fields that hold a text, a moment or a choice, and that a caller may set; a number is as a rule a code or another record. */
const plainFields = ({ fields }: Schema, taken: object): Member[] =>
  [...fields.values()]
    .filter(
      ({ name, type, set }) =>
        set === 'writable' &&
        /^(string|datetime|bool)$/.test(type) &&
        !/^id$|_id$/.test(name) &&
        !(name in taken),
    )
    .map(({ name, type }) => [name, scalars[type]]);
