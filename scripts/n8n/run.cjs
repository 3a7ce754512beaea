/** Runs the exported node, and n8n's own node for Halo, in n8n's engine; prints what each has done. */
const assert = require('node:assert/strict');
const { join } = require('node:path');
const { open } = require('./engine.cjs');

const url = process.env.HALO_URL;

async function exported() {
  const run = await open(join(__dirname, 'package'), {
    url,
    clientId: 'sandbox',
    clientSecret: 'sandbox',
  });
  const halo = (resource, operation, parameters = {}) =>
    run('n8n-nodes-halopsa.halo', { resource, operation, ...parameters });
  const all = await halo('tickets', 'getAll', { returnAll: true, filters: {} });
  assert.equal(new Set(all.map(({ id }) => id)).size, 2100);
  assert.equal(
    (await halo('clients', 'getAll', { returnAll: false, limit: 7, filters: { search: 'a' } }))
      .length,
    7,
  );
  const [made] = await halo('tickets', 'create', {
    summary: 'Made in n8n',
    additionalFields: { details: 'by its engine' },
  });
  const [changed] = await halo('tickets', 'update', {
    id: String(made.id),
    updateFields: { summary: 'Changed in n8n' },
  });
  assert.deepEqual([changed.id, changed.summary], [made.id, 'Changed in n8n']);
  const [read] = await halo('tickets', 'get', { id: String(made.id) });
  assert.equal(read.summary, 'Changed in n8n');
  assert.deepEqual(await halo('tickets', 'delete', { id: String(made.id) }), [
    { id: String(made.id), deleted: true },
  ]);
  await assert.rejects(halo('tickets', 'get', { id: '99999999' }), ({ message }) =>
    message.includes('could not be found'),
  );
  return 'the exported node: list, get, create, update, delete';
}

async function official() {
  const given = {
    authUrl: `${url}/auth`,
    resourceApiUrl: `${url}/api`,
    client_id: 'sandbox',
    client_secret: 'sandbox',
    tenant: '',
  };
  const run = await open(join(__dirname, 'official'), {
    ...given,
    appUrl: url,
    hostingType: 'onPremise',
    scope: 'all',
  });
  const halo = (resource, operation, parameters = {}) =>
    run('n8n-nodes-base.haloPSA', { resource, operation, ...parameters });
  const everything = { returnAll: true, simplify: true, filters: {} };
  assert.equal(
    new Set((await halo('ticket', 'getAll', everything)).map(({ id }) => id)).size,
    2100,
  );
  assert.equal(
    (await halo('ticket', 'getAll', { ...everything, returnAll: false, limit: 5 })).length,
    5,
  );
  for (const resource of ['client', 'site', 'user'])
    assert.ok((await halo(resource, 'getAll', everything)).length > 100, resource);
  const [client] = await halo('client', 'create', { clientName: 'Of n8n', additionalFields: {} });
  const [site] = await halo('site', 'create', {
    siteName: 'Of n8n',
    selectOption: false,
    clientId: String(client.id),
    additionalFields: {},
  });
  assert.equal(site.client_id, client.id);
  const [user] = await halo('user', 'create', {
    userName: 'Nina Eighteen',
    siteId: String(site.id),
    selectOption: false,
    additionalFields: {},
  });
  assert.equal(
    (await halo('user', 'get', { userId: String(user.id), simplify: false }))[0].name,
    'Nina Eighteen',
  );
  const ticket = { ticketType: '1', summary: 'Of n8n', details: 'Of n8n', additionalFields: {} };
  const [{ id }] = await halo('ticket', 'create', ticket);
  const [changed] = await halo('ticket', 'update', {
    ticketId: String(id),
    updateFields: { summary: 'Changed' },
  });
  assert.equal(changed.summary, 'Changed');
  assert.deepEqual(await halo('ticket', 'delete', { ticketId: String(id) }), [{ success: true }]);
  return "n8n's own node for HaloPSA, which we have not written: tickets, clients, sites and users";
}

async function main() {
  for (const run of [exported, official]) console.log(`In n8n's engine: ${await run()}.`);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
