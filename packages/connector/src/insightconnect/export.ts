import { stringify } from 'yaml';
import type { Action } from '../action.js';
import type { ExportedFile } from '../export/exported-file.js';
import { sampleOf } from '../export/sample.js';
import type { JsonObject, JsonSchema, JsonValue } from '../json.js';
import type { ActionRegistry } from '../registry.js';

/** Settings of the plugin. */
export interface InsightConnectExport {
  readonly registry: ActionRegistry;
  /** Three numbers, for example `0.1.0`. */
  readonly version: string;
}

/** The specification of a Rapid7 InsightConnect plugin (format v2), from which the platform's tool makes the plugin. */
export function* exportInsightConnect({
  registry,
  version,
}: InsightConnectExport): Generator<ExportedFile> {
  const actions = registry.curated();
  yield {
    path: 'plugin.spec.yaml',
    content: stringify(specification(actions, version), {
      aliasDuplicateObjects: false,
      lineWidth: 0,
    }),
  };
}

const specification = (actions: readonly Action[], version: string): JsonObject => ({
  plugin_spec_version: 'v2',
  extension: 'plugin',
  products: ['insightconnect'],
  name: 'halopsa',
  title: 'HaloPSA',
  description:
    'Tickets, clients, assets, knowledge and reports of HaloPSA, HaloITSM and HaloServiceDesk',
  version,
  connection_version: 1,
  supported_versions: ['REST API of 2026'],
  vendor: 'halo-toolkit',
  support: 'community',
  status: [],
  cloud_ready: false,
  key_features: [
    'Work on tickets, clients, users and assets',
    'Search the knowledge base',
    'Run reports',
  ],
  requirements: ['An API application of Halo with client credentials'],
  resources: {
    source_url: 'https://example.com/halo-toolkit',
    license_url: 'https://example.com/halo-toolkit/license',
  },
  tags: ['halopsa', 'haloitsm', 'ticketing', 'psa'],
  hub_tags: {
    use_cases: ['alerting_and_notifications'],
    keywords: ['halopsa', 'haloitsm', 'ticketing'],
    features: [],
  },
  language: 'python',
  sdk: { type: 'slim', version: 'latest', user: 'nobody' },
  types: Object.fromEntries(actions.map((action) => [typeName(action), typeOf(action.output)])),
  connection,
  actions: Object.fromEntries(actions.map((action) => [action.name, actionOf(action)])),
});

const connection: JsonObject = {
  url: member({
    type: 'string',
    title: 'URL',
    description: 'Address of your Halo',
    required: true,
    example: 'https://company.halopsa.com',
  }),
  client_id: member({
    type: 'string',
    title: 'Client ID',
    description: 'Client ID of the API application',
    required: true,
    example: '3a7f',
  }),
  client_secret: member({
    type: 'credential_secret_key',
    title: 'Client Secret',
    description: 'Secret of the API application',
    required: true,
    example: { secretKey: 'the secret' },
  }),
  scope: member({
    type: 'string',
    title: 'Scope',
    description: 'Scopes with blanks between them',
    required: false,
    example: 'all',
  }),
};

type ExampleMember = {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  readonly example: JsonValue;
};

function member(rest: ExampleMember): JsonObject {
  return { ...rest };
}

/** An answer is a type of its own: the platform has no nested fields. */
const typeName = ({ name }: Action): string => `${name}_result`;

const actionOf = (action: Action): JsonObject => {
  const input = membersOf(action.input);
  return {
    title: action.title,
    description: action.description.replace(/\.$/, ''),
    ...(Object.keys(input).length > 0 ? { input } : {}),
    output: {
      result: member({
        type: typeName(action),
        title: 'Result',
        description: 'What Halo has',
        required: true,
        example: sampleOf(action.output),
      }),
    },
  };
};

const typeOf = ({ properties, required = [] }: JsonSchema): JsonObject =>
  Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, schema]) => {
      const { example: _, ...rest } = memberOf(name, schema, required.includes(name));
      return [name, rest];
    }),
  );

const membersOf = ({ properties, required = [] }: JsonSchema): JsonObject =>
  Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, schema]) => [
      name,
      memberOf(name, schema, required.includes(name)),
    ]),
  );

const memberOf = (name: string, schema: JsonSchema, required: boolean): JsonObject => ({
  ...member({
    type: platformType(schema),
    title: titleOf(name),
    description: (schema.description ?? titleOf(name)).replace(/\.$/, ''),
    required,
    example: sampleOf(schema, name),
  }),
  ...(schema.enum ? { enum: schema.enum } : {}),
});

/** Words with capitals, as the platform asks for. */
export const titleOf = (name: string): string =>
  name
    .split(/[_\s]+/)
    .filter(Boolean)
    .map((word) => (word === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');

function platformType({ type, items }: JsonSchema): string {
  const first = [type ?? 'object'].flat().find((name) => name !== 'null') ?? 'object';
  if (first === 'array') return `[]${platformType(items ?? {})}`;
  return (
    { integer: 'integer', number: 'float', boolean: 'boolean', string: 'string' }[first] ?? 'object'
  );
}
