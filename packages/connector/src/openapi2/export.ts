import { HaloUsageError } from 'halopsa';
import type { Action } from '../action.js';
import type { ExportedFile } from '../export/exported-file.js';
import type { JsonObject, JsonSchema } from '../json.js';
import type { ActionRegistry } from '../registry.js';
import { errorSchema } from '../service/openapi.js';

/** Settings of the document. */
export interface OpenApi2Export {
  readonly registry: ActionRegistry;
  readonly version: string;
  /** Where the service is reached, for example `https://halo-actions.example.com`. */
  readonly url: string;
}

const mostSummary = 80;

/** The service of `halo connector serve` as an OpenAPI 2.0 document, in the subset that custom connectors of Power Automate take. */
export function* exportOpenApi2({
  registry,
  version,
  url,
}: OpenApi2Export): Generator<ExportedFile> {
  yield {
    path: 'halo-connector.swagger.json',
    content: `${JSON.stringify(document(registry.curated(), version, url), null, 1)}\n`,
  };
}

function document(actions: readonly Action[], version: string, address: string): JsonObject {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new HaloUsageError(
      `"${address}" is not a web address`,
      'Give the address that the service is reached at. Nothing was written.',
    );
  }
  return {
    swagger: '2.0',
    info: {
      title: 'Halo connector',
      version,
      description: 'Actions in HaloPSA, HaloITSM and HaloServiceDesk.',
    },
    host: url.host,
    basePath: url.pathname.replace(/(?<!\/)\/+$/, '') || '/',
    schemes: [url.protocol.slice(0, -1)],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: {
      key: {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description: 'The word Bearer, a blank, and the key.',
      },
    },
    security: [{ key: [] }],
    definitions: { Error: errorSchema },
    paths: Object.fromEntries(
      actions.map((action) => [`/v1/actions/${action.name}`, { post: operation(action) }]),
    ),
  };
}

const operation = ({ name, title, description, toolset, input, output }: Action): JsonObject => ({
  operationId: name,
  summary: title.slice(0, mostSummary),
  description,
  tags: [toolset],
  parameters: [{ name: 'input', in: 'body', required: true, schema: plainSchema(input) }],
  responses: {
    200: { description: 'Done.', schema: plainSchema(output) },
    default: {
      description: 'What went wrong, and what to do.',
      schema: { $ref: '#/definitions/Error' },
    },
  },
});

const kept = [
  'description',
  'required',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
] as const;

/** A schema in the words of OpenAPI 2.0: one type, null said beside it, and an array always with its items. */
export function plainSchema(schema: JsonSchema): JsonObject {
  const types = [schema.type ?? []].flat();
  const type = types.find((name) => name !== 'null');
  return {
    ...(type === undefined ? {} : { type }),
    ...(types.includes('null') ? { 'x-nullable': true } : {}),
    ...Object.fromEntries(
      kept.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])),
    ),
    ...(schema.properties && { properties: mapValues(schema.properties, plainSchema) }),
    ...(type === 'array' ? { items: plainSchema(schema.items ?? {}) } : {}),
  };
}

const mapValues = (
  schemas: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonObject,
): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
