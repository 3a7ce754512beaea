import { findOperation } from 'halopsa-catalogue';
import type { Action } from '../action.js';
import { sampleOf } from '../export/sample.js';
import type { JsonSchema } from '../json.js';
import { sectionSchema } from '../sections.js';
import { assetSchemas } from './asset.js';

const apiDocs = 'https://YOUR-TENANT.halopsa.com/apidoc';

/** The connector's page in the platform's layout. */
export function documentation(
  actions: readonly Action[],
  { withOperations }: { withOperations: boolean },
): string {
  return [
    '## HaloPSA Connector',
    overview(withOperations),
    configuration(),
    `## Capabilities\n\nThis connector can:\n\n${actions.map(({ title }) => `* ${title}`).join('\n')}${
      withOperations
        ? '\n* Every other operation of the API, as actions whose names begin with `halo_`'
        : ''
    }`,
    ...actions.map(capability),
    '## Notes\n\nAn answer of Halo with an error status is an output, not a failure of the action: look at `status_code`. It is 0 where no answer came; `json_body.error` then says what happened and what to do.',
  ]
    .join('\n\n')
    .concat('\n');
}

const overview = (withOperations: boolean): string => `## Overview

The connector reads and changes tickets and all that belongs to them in HaloPSA, HaloITSM and HaloServiceDesk.

Playbooks raise, change, find and close tickets, add notes, files and time, look up clients, users and assets, search the
knowledge base and run reports.${withOperations ? ' Each of the 1,609 operations of the API is an action as well.' : ''}

### Limitations

* Files travel inside JSON, up to 20 MiB each.
* Halo allows a number of requests in a rolling window; past it, \`status_code\` is 429 and \`retry-after\` says how long to wait where Halo does.
* A report of more than 50,000 rows is cut by Halo; \`truncated\` says so.

### Supported Versions

The REST API of HaloPSA, HaloITSM and HaloServiceDesk by its contracts of 2025 and 2026. Node.js 20.19 or later runs it.

## Additional Docs

* [Authentication](${apiDocs}/authentication/client)
* [Tickets](${apiDocs}/resources/tickets)`;

function configuration(): string {
  const properties = (schema: JsonSchema): [string, JsonSchema][] =>
    Object.entries(schema.properties ?? {});
  const names = ({ inputs, title }: (typeof assetSchemas)[number]): string =>
    `- ${title}:\n${properties(inputs)
      .filter(([name]) => inputs.required?.includes(name) || name === 'scope')
      .map(([, { title: label, description }]) => `  * ${label}: ${description}.`)
      .join('\n')}`;
  const tables = assetSchemas.map(({ title, description, inputs }) => {
    const rows = properties(inputs).map(
      ([name, schema]) =>
        `| ${schema.title} (\`${name}\`) | ${schema.description} | ${schema.type} | ${inputs.required?.includes(name) ? 'Required' : 'Optional'} |`,
    );
    return `### ${title}\n\n${description}\n\n| Parameter | Description | Type | Required / Optional |\n|---|---|---|---|\n${rows.join('\n')}`;
  });
  return `### Configuration

## Prerequisites

In Halo, under Configuration > Integrations > HaloPSA API > View Applications, make an application for this connector and
give it the permissions that its actions take. One of these is needed:

${assetSchemas.map(names).join('\n')}

## Authentication Methods

${tables.join('\n\n')}`;
}

function capability(action: Action): string {
  const operation = action.operation === undefined ? undefined : findOperation(action.operation);
  const route = operation
    ? `\n\nEndpoint URL: \`/api${operation.path}\`\n\nMethod: \`${operation.method}\``
    : '';
  const example = JSON.stringify(sampleOf(sectionSchema(action)), null, 2);
  return `### ${action.title}

${action.description}

Action: \`${action.name}\`. Scopes: ${action.scopes.map((scope) => `\`${scope}\``).join(', ')}.${route}

${inputTable(action)}
| Output | Type |
|---|---|
| status_code | integer |
| response_headers | object |
| reason | string |
${Object.entries(action.output.properties)
  .map(([name, { type }]) => `| json_body.${name} | ${typeText(type)} |`)
  .join('\n')}

Example input:

\`\`\`json
${example}
\`\`\``;
}

function inputTable(action: Action): string {
  const rows = Object.entries(sectionSchema(action).properties).flatMap(([section, schema]) => {
    const list = schema.type === 'array';
    const record = list ? (schema.items ?? {}) : schema;
    return Object.entries(record.properties ?? {}).map(([name, { type, description = '' }]) => {
      const needed = record.required?.includes(name) ? 'Required' : 'Optional';
      return `| ${section}${list ? '[]' : ''}.${name} | ${typeText(type)} | ${needed} | ${description} |`;
    });
  });
  return rows.length === 0
    ? ''
    : `| Input | Type | Required / Optional | Description |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

const typeText = (type: JsonSchema['type']): string =>
  [type ?? 'any']
    .flat()
    .filter((name) => name !== 'null')
    .join(' or ');
