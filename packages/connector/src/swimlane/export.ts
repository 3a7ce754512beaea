import { findOperation } from 'halopsa-catalogue';
import { stringify } from 'yaml';
import type { Action } from '../action.js';
import type { ExportedFile } from '../export/exported-file.js';
import { logo } from '../export/logo.js';
import { sampleOf } from '../export/sample.js';
import type { JsonSchema, JsonValue } from '../json.js';
import type { ActionRegistry } from '../registry.js';
import { opened } from '../schema/conform.js';
import { sectionSchema } from '../sections.js';
import { assetSchemas } from './asset.js';
import { documentation } from './documentation.js';

const product = 'HaloPSA';

/** Settings of an export. */
export interface SwimlaneExport {
  readonly registry: ActionRegistry;
  /** Version of the connector, for example `0.1.0`. */
  readonly version: string;
  /** The curated actions alone, without one for every operation. */
  readonly curatedOnly?: boolean | undefined;
}

/** The connector as a folder of files, one at a time. */
export function* exportSwimlane({
  registry,
  version,
  curatedOnly = false,
}: SwimlaneExport): Generator<ExportedFile> {
  const curated = registry.curated();
  yield yaml('connector/connector.yaml', manifest(version));
  yield { path: 'connector/logo.png', content: logo() };
  yield {
    path: 'connector/documentation.md',
    content: documentation(curated, { withOperations: !curatedOnly }),
  };
  for (const asset of assetSchemas)
    yield yaml(`connector/config/assets/${asset.name}.yaml`, assetFile(asset));
  for (const action of curated) {
    yield yaml(`connector/config/actions/${action.name}.yaml`, actionFile(action));
    yield* samples(action);
  }
  if (!curatedOnly)
    for (const action of registry.operations())
      yield yaml(`connector/config/actions/${action.name}.yaml`, actionFile(action));
  yield* runtime(version);
  const [asset] = assetSchemas;
  yield json('data/asset.json', sampleOf(asset.inputs));
}

const json = (path: string, value: JsonValue): ExportedFile => ({
  path,
  content: `${JSON.stringify(value, null, 2)}\n`,
});
const yaml = (path: string, value: object): ExportedFile => ({
  path,
  content: stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }),
});

const manifest = (version: string): object => ({
  schema: 'connector/1',
  name: 'halopsa',
  title: product,
  version,
  vendor: 'Halo',
  product,
  description:
    'Tickets, clients, assets, knowledge, reports and every other operation of HaloPSA, HaloITSM and HaloServiceDesk.',
  keywords: ['halopsa', 'haloitsm', 'ticketing', 'psa', 'itsm'],
  author: 'Halo toolkit',
  logo: 'logo.png',
  template: 'node_18',
});

const assetFile = ({
  name,
  title,
  description,
  inputs,
}: (typeof assetSchemas)[number]): object => ({
  schema: 'asset/1',
  name,
  title,
  description,
  meta: {
    security: {
      type: 'oauth2',
      grant: name === 'oauth2_password' ? 'password' : 'client_credentials',
    },
  },
  inputs,
});

/** An action file: its inputs, its outputs and its path. */
export function actionFile(action: Action): object {
  const operation = action.operation === undefined ? undefined : findOperation(action.operation);
  const endpoint =
    operation === undefined ? undefined : `/api${operation.path.replace(/\{(\w+)\}/g, '{{$1}}')}`;
  return {
    schema: 'action/1',
    name: action.name,
    title: action.title,
    description: action.description,
    meta: {
      ...(operation && { method: operation.method, endpoint }),
      outputType: 'json',
      effect: action.effect,
      scopes: action.scopes,
    },
    inputs: sectionSchema(action),
    output: outputSchema(action),
  };
}

/** The output of every run: status, headers, reason, and the body. */
export function outputSchema(action: Action): JsonSchema {
  const body =
    action.layout === 'sections'
      ? (action.output.properties.json_body ?? {})
      : opened(action.output);
  return {
    type: 'object',
    properties: {
      status_code: { type: 'integer' },
      response_headers: { type: 'object' },
      reason: { type: 'string' },
      json_body: body,
    },
    required: ['status_code', 'response_headers', 'reason', 'json_body'],
  };
}

const errorSample = {
  status_code: 404,
  response_headers: {},
  reason: 'Not Found',
  json_body: {
    error: {
      code: 'halo/not-found',
      message: 'tickets.get answered 404: not found',
      next_step: 'Check the id; a deleted record answers like one that never was.',
    },
  },
};

function* samples(action: Action): Generator<ExportedFile> {
  yield json(`data/${action.name}.json`, sampleOf(sectionSchema(action)));
  yield json(`data/${action.name}_output.json`, {
    status_code: 200,
    response_headers: { 'content-type': 'application/json' },
    reason: 'OK',
    json_body: sampleOf(action.output),
  });
  yield json(`data/${action.name}_error.json`, errorSample);
}

function* runtime(version: string): Generator<ExportedFile> {
  yield json('connector/package.json', {
    name: 'halopsa-swimlane-connector',
    version,
    private: true,
    type: 'module',
    main: 'index.js',
    dependencies: { 'halopsa-connector': version },
  });
  yield {
    path: 'connector/index.js',
    content: `import { ActionRegistry, runContract } from 'halopsa-connector';

process.exitCode = await runContract(process.argv[2], process, { registry: new ActionRegistry() });
`,
  };
}
