import { type Operation, type Resource, resourceNamed, resourceNames } from 'halopsa-catalogue';
import type { ExportedFile } from '../export/exported-file.js';
import type { JsonObject } from '../json.js';
import { mainResources } from './data/resource-order.js';
import { guide } from './guide.js';
import { requestItem, skipWithout } from './request-item.js';
import { cleanUpFolder, setUpFolder } from './set-up.js';
import { insertedNumber, jsonText, ownId } from './variables.js';

const title = 'Halo API';

/** The collection, its environment, and the guide. */
export function* exportPostman(): Generator<ExportedFile> {
  yield json('halo.postman_collection.json', collection());
  yield json('halo.postman_environment.json', environment());
  yield { path: 'GUIDE.md', content: guide };
}

const json = (path: string, value: object): ExportedFile => ({
  path,
  content: `${JSON.stringify(value, null, 1)}\n`,
});

function collection(): JsonObject {
  const others = resourceNames.filter((name) => !mainResources.includes(name));
  return {
    info: {
      name: title,
      description:
        'Every operation of the Halo API, a folder for each resource. GUIDE.md says how to begin.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: signIn,
    variable: [{ key: 'access_token', value: '' }],
    item: [
      tokenRequest,
      setUpFolder(),
      bulkUpdate(),
      ...[...mainResources, ...others].map((name) => folder(resourceNamed(name))),
      cleanUpFolder(),
    ],
  };
}

const setting = (key: string, value: string): JsonObject => ({ key, value, type: 'string' });

/** Client credentials with the secret in a Basic header; the token may also come from the first request, for runs without a person. */
const signIn: JsonObject = {
  type: 'oauth2',
  oauth2: [
    setting('addTokenTo', 'header'),
    setting('headerPrefix', 'Bearer'),
    setting('tokenName', 'Halo'),
    setting('grant_type', 'client_credentials'),
    setting('accessTokenUrl', '{{token_url}}'),
    setting('clientId', '{{client_id}}'),
    setting('clientSecret', '{{client_secret}}'),
    setting('scope', '{{scope}}'),
    setting('client_authentication', 'header'),
    setting('accessToken', '{{access_token}}'),
  ],
};

const tokenRequest: JsonObject = {
  name: 'Sign in',
  request: {
    method: 'POST',
    auth: {
      type: 'basic',
      basic: [setting('username', '{{client_id}}'), setting('password', '{{client_secret}}')],
    },
    header: [],
    url: { raw: '{{token_url}}', host: ['{{token_url}}'] },
    body: {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'grant_type', value: 'client_credentials', type: 'text' },
        { key: 'scope', value: '{{scope}}', type: 'text' },
      ],
    },
    description:
      'Gets a token and keeps it for all other requests; the same as "Get New Access Token" on the collection.',
  },
  response: [],
  event: [
    {
      listen: 'test',
      script: {
        type: 'text/javascript',
        exec: [
          "pm.test('a token was given', () => pm.expect(pm.response.json()).to.have.property('access_token'));",
          "pm.collectionVariables.set('access_token', pm.response.json().access_token);",
        ],
      },
    },
  ],
};

const bulkUpdate = (): JsonObject => ({
  name: 'Bulk updating',
  item: [
    {
      name: 'Change one field of many clients',
      request: {
        method: 'POST',
        header: [{ key: 'Content-Type', value: 'application/json' }],
        url: { raw: '{{base_url}}/api/Client', host: ['{{base_url}}'], path: ['api', 'Client'] },
        body: {
          mode: 'raw',
          raw: jsonText([{ id: insertedNumber(ownId('clients')), item_tax_code: 1 }]),
          options: { raw: { language: 'json' } },
        },
        description:
          'One element for each client. An element with an id changes that client; one without would make a new one.',
      },
      response: [],
      event: [skipWithout([ownId('clients')])],
    },
  ],
});

function folder({ title: name, operations }: Resource): JsonObject {
  // What a create has made is there for all requests but the last, its delete.
  const rank = ['list', 'upsert', 'get', 'others', 'other deletes', 'delete'];
  const kind = ({ verb, method }: Operation): string =>
    rank.includes(verb) ? verb : method === 'DELETE' ? 'other deletes' : 'others';
  const sorted = Object.values(operations).sort(
    (a, b) => rank.indexOf(kind(a)) - rank.indexOf(kind(b)),
  );
  return { name, item: sorted.map(requestItem) };
}

function environment(): JsonObject {
  const variable = (key: string, value: string, type = 'default'): JsonObject => ({
    key,
    value,
    type,
    enabled: true,
  });
  return {
    name: title,
    values: [
      variable('base_url', 'https://company.halopsa.com'),
      variable('token_url', 'https://company.halopsa.com/auth/token'),
      variable('client_id', ''),
      variable('client_secret', '', 'secret'),
      variable('scope', 'all'),
    ],
    _postman_variable_scope: 'environment',
  };
}
