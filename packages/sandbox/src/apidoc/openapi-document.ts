import { allResources, type Operation, type Resource } from 'halopsa-catalogue';
import { wordsOfOperation, wordsOfParameter } from 'halopsa-catalogue/words';
import { type Json, SchemaBook } from './openapi-types.js';

/** Describes resources as an OpenAPI 3.0 document, from the same facts that the sandbox answers by. */
export function openApiDocument(resources: readonly Resource[] = allResources()): Json {
  const book = new SchemaBook();
  const [first, ...others] = resources;
  const paths: Record<string, Json> = {};
  const templates = new Map<string, string>();
  for (const resource of resources) {
    for (const operation of Object.values(resource.operations)) {
      const path = sharedPath(operation.path, templates);
      paths[path] = {
        ...paths[path],
        [operation.method.toLowerCase()]: describe({ operation, path }, resource, book),
      };
    }
  }
  return {
    openapi: '3.0.3',
    info: {
      title: first && others.length === 0 ? first.title : 'Halo API',
      version: '2',
      description:
        'Served by the sandbox. Sign in above, then try any operation on made-up records.',
    },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    tags: resources.map(({ title }) => ({ name: title })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: book.schemas(),
    },
  };
}

/** Paths that differ in the names of their parameters alone are one path, named as the first of them is. */
function sharedPath(path: string, templates: Map<string, string>): string {
  const route = path.replace(/\{\w+\}/g, '{}');
  const first = templates.get(route) ?? path;
  templates.set(route, first);
  return first;
}

const namesIn = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

function describe(
  { operation, path }: { operation: Operation; path: string },
  resource: Resource,
  book: SchemaBook,
): Json {
  const own = namesIn(operation.path);
  const parameters = namesIn(path).map((name, at) => ({
    name,
    in: 'path',
    required: true,
    schema: book.refer(operation.params[own[at] ?? name] ?? 'string'),
  }));
  return {
    operationId: operation.id,
    tags: [resource.title],
    summary: `${operation.id}${operation.legacy ? ' (2025 contract only)' : ''}`,
    ...about(wordsOfOperation(resource.attribute, operation.verb)),
    ...(operation.legacy && { deprecated: true }),
    parameters: [
      ...parameters,
      ...Object.entries(operation.query).map(([name, type]) => ({
        name,
        in: 'query',
        schema: book.refer(type),
        ...about(wordsOfParameter(resource.attribute, name)),
      })),
    ],
    ...bodyOf(operation, book),
    responses: answersOf(operation, resource, book),
  };
}

const about = (description: string | undefined): Json =>
  description === undefined ? {} : { description };

function bodyOf({ body, bodyType }: Operation, book: SchemaBook): Json {
  if (body === 'none') return {};
  if (body === 'form') {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { content: { 'multipart/form-data': { schema } } } };
  }
  const one = bodyType === undefined ? { type: 'object' } : book.refer(bodyType);
  return {
    requestBody: {
      content: {
        'application/json': { schema: body === 'array' ? { type: 'array', items: one } : one },
      },
    },
  };
}

function answersOf(operation: Operation, resource: Resource, book: SchemaBook): Json {
  const schema = answerSchema(operation, resource, book);
  const success = {
    description: 'Success',
    ...(schema && { content: { 'application/json': { schema } } }),
  };
  return {
    [operation.verb === 'upsert' ? '201' : '200']: success,
    '400': { description: 'The request is refused; the body says why' },
    '401': { description: 'The token is missing, has expired, or lacks a right' },
  };
}

function answerSchema(
  { verb }: Operation,
  { schema, row, list }: Resource,
  book: SchemaBook,
): Json | undefined {
  if (verb === 'get' || verb === 'upsert')
    return schema === undefined ? undefined : book.refer(schema);
  if (verb !== 'list' || list === undefined) return undefined;
  const of = row ?? schema;
  const one = of === undefined ? { type: 'object' } : book.refer(of);
  if (list.kind === 'object') return one;
  const rows = { type: 'array', items: one };
  return list.kind === 'array'
    ? rows
    : { type: 'object', properties: { record_count: { type: 'integer' }, [list.key]: rows } };
}
