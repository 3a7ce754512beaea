import type { ActionRegistry } from 'halopsa-connector';

/** A request that was found to hold a server up, or that has what did. */
export interface Case {
  readonly name: string;
  readonly path: string;
  readonly body: string;
}

const members = (count: number): string =>
  `{${Array.from({ length: count }, (_, at) => `"x${at}":1`).join()}}`;
const list = (count: number, of: (at: number) => string): string =>
  `[${Array.from({ length: count }, (_, at) => of(at)).join()}]`;
const customFields = list(45, (at) => `{"id":${at}}`);
const records = list(1000, () => `{"summary":"s","customfields":${customFields}}`);
const largeReport =
  'SELECT TOP 50000 a.Faultid, a.Symptom, b.Symptom AS other FROM Faults a CROSS JOIN Faults b';

/** The worst inputs of every action and tool. */
export const hostileCases = (registry: ActionRegistry): Case[] => [
  ...actionCases(registry),
  ...bodyCases(),
  ...sqlCases(),
  ...bulkCases(),
  ...toolCases(registry),
  ...protocolCases(),
];

const action = (name: string, of: string, body: string): Case => ({
  name: `${name}: ${of}`,
  path: `/v1/actions/${name}`,
  body,
});

function actionCases(registry: ActionRegistry): Case[] {
  return registry
    .curated()
    .flatMap(({ name, layout }) => [
      action(name, '9,000 unknown members', members(9_000)),
      action(
        name,
        '200 KB of digits',
        `{"id":"${'9'.repeat(200_000)}","search":"${'a '.repeat(50_000)}"}`,
      ),
      ...(layout === 'flat'
        ? [action(name, '20,000 levels', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)]
        : []),
    ]);
}

const bodyCases = (): Case[] => [
  action(
    'halo_tickets_upsert',
    '20,000 errors',
    `{"json_body":${list(20_000, () => '{"id":null}')}}`,
  ),
  action('halo_tickets_upsert', '60,000 unknown fields', `{"json_body":[${members(60_000)}]}`),
  action('halo_tickets_upsert', '1,000 records with 45 custom fields', `{"json_body":${records}}`),
  action('halo_tickets_list', '20,000 unknown parameters', `{"parameters":${members(20_000)}}`),
  action('get_tickets', '30 MB of escapes', `{"a":"${'\\u0041'.repeat(5_000_000)}"}`),
  action('get_tickets', '20 MB of numbers', `[${'1,'.repeat(10_000_000)}1]`),
];

const sqlCases = (): Case[] =>
  [
    ['100,000 brackets', `SELECT ${'['.repeat(100_000)}`],
    ['a chain of 50,000', `SELECT ${'1+'.repeat(50_000)}1 AS n`],
    ['50,000 quotes', `SELECT ${"'a".repeat(50_001)}`],
    ['blanks', `SELECT next${' '.repeat(150_000)}x`],
    ['50,000 rows', largeReport],
  ].map(([of = '', sql]) => action('run_sql_query', of, JSON.stringify({ sql })));

const bulkCases = (): Case[] => {
  const plan = (of: string, input: string): Case => action('plan_bulk_change', of, input);
  const create = '"topic":"tickets","mode":"create"';
  return [
    plan(
      '10,000 creates',
      `{${create},"rows":${list(10_000, (at) => `{"summary":"s ${at}","details":"${'d'.repeat(500)}"}`)}}`,
    ),
    plan(
      '10,000 upserts',
      `{"topic":"tickets","mode":"upsert","match":["summary"],"rows":${list(10_000, (at) => `{"summary":"s ${at}"}`)}}`,
    ),
    plan(
      '10,000 unknown names',
      `{${create},"rows":${list(10_000, (at) => `{"summary":"s","client_name":"nobody ${at}"}`)}}`,
    ),
    plan(
      '600 different fields',
      `{${create},"rows":${list(200, (at) => `{"r${at}":1,${members(400).slice(1)}`)}}`,
    ),
    plan('a topic of 1 MB', `{"topic":"${'a'.repeat(1_000_000)}","rows":[{"id":1}]}`),
    plan(
      'a date of 1 MB',
      `{${create},"rows":[{"summary":"s","dateoccurred":"${'1/'.repeat(500_000)}"}]}`,
    ),
    plan(
      '50,000 match fields',
      `{"topic":"tickets","match":${list(50_000, (at) => `"m${at}"`)},"rows":[{"id":1}]}`,
    ),
  ];
};

const message = (name: string, input: string): string =>
  `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"${name}","arguments":${input}}}`;
const tool = (name: string, of: string, input: string): Case => ({
  name: `mcp ${name}: ${of}`,
  path: '/mcp',
  body: message(name, input),
});

/** Calls within a session, so that they are checked, planned, previewed, run and cut. */
function toolCases(registry: ActionRegistry): Case[] {
  const every = [
    'search_operations',
    'describe_operation',
    'call_operation',
    'create_ticket',
    'update_ticket',
    'find_tickets',
    'list_config',
  ];
  const names = every.filter((name) => registry.find(name) === undefined);
  return [
    ...names.flatMap((name) => [
      tool(name, '9,000 members', members(9_000)),
      tool(
        name,
        '3 MB of text',
        `{"id":"${'A'.repeat(3_000_000)}","summary":"${'x'.repeat(500_000)}"}`,
      ),
      tool(name, 'a cursor of 3 MB', `{"cursor":"${'x'.repeat(3_000_000)}"}`),
      tool(name, 'a token of 3 MB', `{"plan_token":"${'.'.repeat(3_000_000)}"}`),
    ]),
    tool(
      'create_ticket',
      'invisible characters',
      `{"summary":"x","details":"${'\\u200b'.repeat(650_000)}"}`,
    ),
    tool('create_ticket', 'markup', `{"summary":"x","details":"${'<a '.repeat(1_300_000)}"}`),
    tool(
      'call_operation',
      '1,000 records of 3 KB',
      `{"id":"tickets.upsert","json_body":${list(1000, () => `{"summary":"${'y'.repeat(3000)}"}`)}}`,
    ),
    tool(
      'call_operation',
      '1,000 records with 45 custom fields',
      `{"id":"tickets.upsert","json_body":${records}}`,
    ),
    tool(
      'call_operation',
      'a body as text',
      `{"id":"tickets.upsert","json_body":${JSON.stringify(list(60_000, () => '{"a":1}'))}}`,
    ),
    tool('run_sql_query', '50,000 rows', JSON.stringify({ sql: largeReport })),
  ];
}

const protocolCases = (): Case[] =>
  [
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a batch of 10,000', list(10_000, (id) => `{"jsonrpc":"2.0","id":${id},"method":"ping"}`)],
    ['90,000 objects that are not messages', list(90_000, () => '{}')],
    ['a name of 3 MB', message('x'.repeat(3_000_000), '{}')],
    ['a method of 3 MB', `{"jsonrpc":"2.0","id":3,"method":"${'x'.repeat(3_000_000)}"}`],
    [
      'a resource of 3 MB',
      `{"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"halo://tickets/${'1'.repeat(3_000_000)}"}}`,
    ],
  ].map(([of, body = '']) => ({ name: `mcp: ${of}`, path: '/mcp', body }));
