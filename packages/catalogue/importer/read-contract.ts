import { unknownFields, unknownParameters } from '../compiler/emit/openapi.js';
import { parameterNames } from '../compiler/source.js';
import type { OpenApiDocument, OperationObject, SchemaObject } from './document.js';
import { readType, type TypeReader } from './read-type.js';

/** One operation as a document states it. */
export interface ContractOperation {
  readonly route: string;
  readonly tag: string | undefined;
  readonly deprecated: boolean;
  /** True where the document itself says that it does not know the parameters. */
  readonly partial: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly contentType: string | undefined;
  /** The schema of the successful answer, where the document has one. */
  readonly answer: SchemaObject | undefined;
}

/** One schema as a document states it. */
export interface ContractSchema {
  readonly wire: string;
  readonly partial: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly enum: readonly number[] | undefined;
  readonly required: readonly string[];
  readonly readonly: readonly string[];
  readonly maxLength: Readonly<Record<string, number>>;
}

/** What a document says, in the catalogue's own types. */
export interface Contract {
  readonly version: string;
  readonly operations: readonly ContractOperation[];
  readonly schemas: readonly ContractSchema[];
}

const methods = new Set(['get', 'post', 'delete']);
const notMethods = new Set(['parameters', 'summary', 'description', 'servers', '$ref']);

/** Reads a document into the catalogue's types and counts what had to be repaired. */
export function readContract(document: OpenApiDocument, reader: TypeReader): Contract {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      if (notMethods.has(method) || method.startsWith('x-')) return [];
      if (methods.has(method))
        return [readOperation(method, path.replace(/^\/api(?=\/)/i, ''), operation, reader)];
      reader.tally.add('unsupported-method');
      return [];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([wire, schema]) =>
    readSchema(wire, schema, reader),
  );
  return { version: document.info.version ?? 'unknown', operations, schemas };
}

function readOperation(
  method: string,
  path: string,
  operation: OperationObject,
  reader: TypeReader,
): ContractOperation {
  const [contentType, media] = preferJson(operation.requestBody?.content);
  const form = contentType?.startsWith('multipart/') ? contentType : undefined;
  return {
    route: `${method.toUpperCase()} ${path}`,
    tag: operation.tags?.[0],
    deprecated: operation.deprecated === true,
    partial: operation[unknownParameters] === true,
    ...readParameters(path, operation, reader),
    body: media?.schema && readType(media.schema, reader),
    contentType: form,
    answer: answerOf(operation),
  };
}

/** JSON where an operation offers it, else what it offers first. */
function preferJson(
  content: Record<string, { schema?: SchemaObject }> | undefined,
): [string, { schema?: SchemaObject }] | [] {
  const entries = Object.entries(content ?? {});
  return entries.find(([type]) => type === 'application/json') ?? entries[0] ?? [];
}

function answerOf(operation: OperationObject): SchemaObject | undefined {
  const success = operation.responses?.['200'] ?? operation.responses?.['201'];
  return preferJson(success?.content)[1]?.schema;
}

type Parameters = Pick<ContractOperation, 'params' | 'query'>;

function readParameters(path: string, operation: OperationObject, reader: TypeReader): Parameters {
  const declared = readDeclared(operation, reader);
  const names = parameterNames(path);
  for (const name of Object.keys(declared.path))
    if (!names.includes(name)) reader.tally.add('stray-path-parameter');
  for (const name of names)
    if (!(name in declared.path)) reader.tally.add('undeclared-path-parameter');
  return {
    params: Object.fromEntries(names.map((name) => [name, declared.path[name] ?? 'string'])),
    query: declared.query,
  };
}

/** The parameters that an operation declares, by their place; of a name declared twice, the first. */
function readDeclared(
  operation: OperationObject,
  reader: TypeReader,
): Record<'path' | 'query', Record<string, string>> {
  const declared: Record<'path' | 'query', Record<string, string>> = { path: {}, query: {} };
  for (const { name, in: place, schema } of operation.parameters ?? []) {
    if (place !== 'path' && place !== 'query') continue;
    if (name in declared[place]) {
      reader.tally.add('duplicate-parameter');
      continue;
    }
    if (!schema) reader.tally.add('missing-type');
    declared[place][name] = schema ? readType(schema, reader).replace(/\?$/, '') : 'string';
  }
  return declared;
}

function readSchema(wire: string, schema: SchemaObject, reader: TypeReader): ContractSchema {
  const properties = Object.entries(schema.properties ?? {});
  const limits = properties.flatMap(([name, field]) =>
    field.maxLength === undefined ? [] : [[name, field.maxLength] as const],
  );
  return {
    wire,
    partial: schema[unknownFields] === true,
    fields: Object.fromEntries(properties.map(([name, field]) => [name, readType(field, reader)])),
    enum: schema.enum?.filter((value) => typeof value === 'number'),
    required: schema.required ?? [],
    readonly: properties.filter(([, field]) => field.readOnly).map(([name]) => name),
    maxLength: Object.fromEntries(limits),
  };
}
