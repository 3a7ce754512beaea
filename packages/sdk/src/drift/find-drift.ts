import type { Resource } from 'halopsa-catalogue';
import { findOperation, findResource } from 'halopsa-catalogue/lookup';
import { findSchema, type Schema } from 'halopsa-catalogue/schemas';
import { type Fields, type FieldValue, isPlainObject } from '../codec/json-value.js';

/** A place where an answer differs from the catalogue; the value itself is never told. */
export interface Drift {
  readonly operation: string;
  /** Path of the field below the record, for example `customfields[].value`. */
  readonly path: string;
  readonly kind: 'unknown-field' | 'wrong-type';
  /** Type that the catalogue names. */
  readonly expected?: string;
  /** JSON type that came. */
  readonly found: string;
}

const deepest = 4;
const mostDrifts = 100;

type Report = (path: string, kind: Drift['kind'], found: FieldValue, expected?: string) => void;

/** Compares an answer with the schema of its records. Each path is told once, however many rows have it. */
export function findDrift(operationId: string, value: unknown): Drift[] {
  const operation = findOperation(operationId);
  const resource = operation && findResource(operation.resource);
  const schema = resource && schemaOf(resource, operation.verb);
  if (!schema) return [];
  const drifts = new Map<string, Drift>();
  const report: Report = (path, kind, found, expected) => {
    if (drifts.size < mostDrifts && !drifts.has(path))
      drifts.set(path, {
        operation: operationId,
        path,
        kind,
        found: jsonType(found),
        ...(expected && { expected }),
      });
  };
  for (const record of recordsOf(resource, value)) compareRecord(record, schema, '', report);
  return [...drifts.values()];
}

const jsonType = (value: FieldValue): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

function schemaOf(resource: Resource, verb: string): Schema | undefined {
  if (verb === 'list') return resource.row === undefined ? undefined : findSchema(resource.row);
  if (verb !== 'get' && verb !== 'upsert') return undefined;
  return resource.schema === undefined ? undefined : findSchema(resource.schema);
}

function recordsOf({ list }: Resource, value: unknown): Fields[] {
  if (Array.isArray(value)) return value.filter(isPlainObject);
  if (!isPlainObject(value)) return [];
  const rows = list?.kind === 'envelope' ? value[list.key] : undefined;
  return Array.isArray(rows) ? rows.filter(isPlainObject) : [value];
}

function compareRecord(record: Fields, schema: Schema, at: string, report: Report): void {
  if (schema.fields.size === 0 || at.split('.').length > deepest) return;
  for (const [name, value] of Object.entries(record)) {
    const path = at ? `${at}.${name}` : name;
    const field = schema.fields.get(name);
    if (!field) report(path, 'unknown-field', value);
    else if (value !== null) compareValue(value, field.type, path, report);
  }
}

function compareValue(value: FieldValue, type: string, path: string, report: Report): void {
  const nested = findSchema(type);
  if (!hasType(value, type, nested)) report(path, 'wrong-type', value, type);
  else if (type.endsWith('[]'))
    for (const item of value as readonly FieldValue[])
      compareItem(item, type.slice(0, -2), path, report);
  else if (nested && isPlainObject(value)) compareRecord(value, nested, path, report);
}

/** Whether a value is of a type on the outside; what it holds is looked at by itself. */
function hasType(value: FieldValue, type: string, nested: Schema | undefined): boolean {
  if (type.endsWith('[]')) return Array.isArray(value);
  if (nested) return nested.enum ? typeof value === 'number' : isPlainObject(value);
  return isScalar(value, type);
}

function compareItem(item: FieldValue, type: string, path: string, report: Report): void {
  if (item !== null) compareValue(item, type, `${path}[]`, report);
}

/** Halo sends whole numbers as doubles, so any number passes for one. */
function isScalar(value: FieldValue, type: string): boolean {
  if (type === 'any') return true;
  if (type.startsWith('map<')) return isPlainObject(value);
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'int' || type === 'long' || type === 'double') return typeof value === 'number';
  return typeof value === 'string';
}
