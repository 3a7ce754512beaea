import type { Operation, Resource } from 'halopsa-catalogue';
import { pagingParameters } from 'halopsa-catalogue/descriptions';
import { wordsOfParameter } from 'halopsa-catalogue/words';
import { noteProperties } from '../actions/write-notes.js';
import type { JsonSchema, ObjectSchema } from '../json.js';
import { described, readableRecord, writableRecord } from '../schema/record-schema.js';
import { parameterSchema, typeSchema } from '../schema/type-schema.js';

/** Records that one call may write; more of them are a change in bulk. */
const mostRecords = 1000;

const closed = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): ObjectSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  additionalProperties: false,
});

/** The input of an operation in its sections: path parameters, query parameters, body. */
export function operationInput(operation: Operation, resource: Resource): ObjectSchema {
  const path = Object.entries(operation.params);
  const query = queryOf(operation, resource);
  const sections: Record<string, JsonSchema> = {};
  if (path.length > 0) {
    sections.path_parameters = closed(
      Object.fromEntries(path.map(([name, type]) => [name, typeSchema(type)])),
      path.map(([name]) => name),
    );
  }
  if (Object.keys(query.properties ?? {}).length > 0 || operation.partial)
    sections.parameters = query;
  if (operation.body !== 'none' || operation.method === 'POST')
    sections.json_body = bodySchema(operation);
  const needed = [
    ...(path.length > 0 ? ['path_parameters'] : []),
    ...(query.required ? ['parameters'] : []),
  ];
  const demandsBody = operation.body === 'array' || operation.body === 'single';
  return closed(sections, [...needed, ...(demandsBody ? ['json_body'] : [])]);
}

function queryOf(operation: Operation, resource: Resource): ObjectSchema {
  const needs = resource.needs[operation.verb as 'list' | 'get' | 'delete'] ?? [];
  const paging = operation.verb === 'list' && resource.paging !== 'none' ? pagingParameters : {};
  const types = {
    ...paging,
    ...Object.fromEntries(needs.map((name) => [name, 'string'])),
    ...operation.query,
  };
  const properties = Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      described(parameterSchema(type), wordsOfParameter(resource.attribute, name)),
    ]),
  );
  const schema = closed(properties, needs);
  // Where the contract's parameters are not known, none can be refused.
  return operation.partial ? { type: 'object', properties } : schema;
}

function bodySchema({ body, bodyType, verb }: Operation): JsonSchema {
  const record =
    bodyType === undefined
      ? {}
      : /^[A-Z]/.test(bodyType)
        ? writableRecord(bodyType, verb === 'upsert')
        : typeSchema(bodyType);
  if (body === 'array')
    return {
      type: ['array', 'object'],
      items: record,
      maxItems: mostRecords,
      description: 'A list of records; one alone is taken as a list of one.',
    };
  if (body === 'single') return record;
  return { type: ['object', 'array'] };
}

/** The output of an operation: `json_body`, as Halo answers it. */
export function operationOutput(operation: Operation, resource: Resource): ObjectSchema {
  return closed({
    json_body: answerSchema(operation, resource),
    ...(operation.verb === 'upsert' ? noteProperties : {}),
  });
}

function answerSchema({ verb }: Operation, resource: Resource): JsonSchema {
  const row =
    resource.row === undefined ? ({ type: 'object' } as const) : readableRecord(resource.row);
  const rows: JsonSchema = { type: 'array', items: row };
  if (verb === 'list' && resource.list?.kind === 'array') return rows;
  if (verb === 'list' && resource.list?.kind === 'envelope') {
    return {
      type: 'object',
      properties: { record_count: { type: ['integer', 'null'] }, [resource.list.key]: rows },
    };
  }
  const isRecord = verb === 'get' || verb === 'upsert';
  return isRecord && resource.schema !== undefined ? readableRecord(resource.schema) : {};
}
