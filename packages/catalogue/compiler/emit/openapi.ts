import { parseType } from '../field-type.js';
import {
  operationsOf,
  parameterNames,
  type Source,
  type SourceOperation,
  type SourceResource,
  type SourceSchema,
} from '../source.js';

/** A JSON value of the document. */
export interface Json {
  [key: string]: unknown;
}

const scalarSchemas: Record<string, Json> = {
  int: { type: 'integer', format: 'int32' },
  long: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bool: { type: 'boolean' },
  string: { type: 'string' },
  datetime: { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
  base64: { type: 'string', format: 'byte' },
  any: {},
};

/** Marks an operation whose parameters are unknown; no standard keyword says so. */
export const unknownParameters = 'x-unknown-parameters';

/** Marks a schema whose field types are unknown. */
export const unknownFields = 'x-unknown-fields';

/** Emits the source as an OpenAPI 3.1 document; schemas carry Halo's own names and operations the tags of its controllers. */
export function emitOpenApi(source: Source, version: string): Json {
  const wireNames = new Map(
    source.schemas.map((schema) => [schema.name, schema.wire ?? schema.name]),
  );
  const schemaOf = (text: string): Json => typeSchema(text, wireNames);
  const paths: Record<string, Json> = {};
  for (const [verb, operation, resource] of operationsOf(source)) {
    const [method = '', path = ''] = operation.route.split(' ');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: emitOperation(verb, operation, resource, schemaOf),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'HaloPSA, HaloITSM and HaloServiceDesk API', version },
    servers: [
      { url: '{tenant}/api', variables: { tenant: { default: 'https://example.halopsa.com' } } },
    ],
    security: [{ clientCredentials: [] }],
    paths,
    components: {
      securitySchemes: {
        clientCredentials: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: '/auth/token', scopes: {} } },
        },
      },
      schemas: Object.fromEntries(
        source.schemas.map((schema) => [schema.wire ?? schema.name, emitSchema(schema, schemaOf)]),
      ),
    },
  };
}

type SchemaOf = (text: string) => Json;

function emitOperation(
  verb: string,
  operation: SourceOperation,
  resource: SourceResource,
  schemaOf: SchemaOf,
): Json {
  const path = operation.route.slice(operation.route.indexOf(' ') + 1);
  const parameters = [
    ...parameterNames(path).map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: schemaOf(operation.params?.[name] ?? 'string'),
    })),
    ...Object.entries(operation.query ?? {}).map(([name, type]) => ({
      name,
      in: 'query',
      schema: schemaOf(type),
    })),
  ];
  const mediaType = operation.contentType ?? 'application/json';
  return {
    operationId: `${resource.attribute}.${verb}`,
    tags: [operation.tag ?? resource.path.slice(1)],
    ...(operation.description && { summary: operation.description }),
    ...(operation.legacy && { deprecated: true }),
    ...(operation.partial && { [unknownParameters]: true }),
    ...(parameters.length > 0 && { parameters }),
    ...((operation.body || operation.contentType) && {
      requestBody: {
        content: { [mediaType]: operation.body ? { schema: schemaOf(operation.body) } : {} },
      },
    }),
    responses: { 200: { description: 'Success', ...emitResult(verb, resource, schemaOf) } },
  };
}

function emitResult(verb: string, resource: SourceResource, schemaOf: SchemaOf): Json {
  const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
  if (verb !== 'list')
    return ['get', 'upsert', 'delete'].includes(verb) && resource.schema
      ? json(schemaOf(resource.schema))
      : {};
  const { list } = resource;
  if (list?.view) return json(schemaOf(list.view));
  const rows: Json = { type: 'array', items: list?.row ? schemaOf(list.row) : {} };
  if (list?.shape === 'array') return json(rows);
  if (list?.key)
    return json({
      type: 'object',
      properties: { record_count: { type: 'integer' }, [list.key]: rows },
    });
  return resource.schema ? json(schemaOf(resource.schema)) : {};
}

function emitSchema(schema: SourceSchema, schemaOf: SchemaOf): Json {
  if (schema.enum) return { type: 'integer', enum: schema.enum };
  const properties = Object.entries(schema.fields ?? {}).map(([name, type]) => [
    name,
    emitField(schema, name, type, schemaOf),
  ]);
  const partial = schema.partial && { [unknownFields]: true };
  return {
    type: 'object',
    ...partial,
    ...(schema.required && { required: schema.required }),
    properties: Object.fromEntries(properties),
  };
}

function emitField(schema: SourceSchema, name: string, type: string, schemaOf: SchemaOf): Json {
  const maxLength = schema.maxLength?.[name];
  return {
    ...schemaOf(type),
    ...(schema.readonly?.includes(name) && { readOnly: true }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

function typeSchema(text: string, wireNames: ReadonlyMap<string, string>): Json {
  const type = parseType(text);
  let schema: Json;
  if (type.mapOf) {
    const value = `${type.mapOf.base}${'[]'.repeat(type.mapOf.arrays)}`;
    schema = { type: 'object', additionalProperties: typeSchema(value, wireNames) };
  } else
    schema = scalarSchemas[type.base] ?? {
      $ref: `#/components/schemas/${wireNames.get(type.base) ?? type.base}`,
    };
  for (let depth = 0; depth < type.arrays; depth += 1) schema = { type: 'array', items: schema };
  return type.nullable ? nullable(schema) : schema;
}

function nullable(schema: Json): Json {
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}
