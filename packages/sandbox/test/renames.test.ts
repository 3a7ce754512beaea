import { allOperations } from 'halopsa-catalogue';
import { verifies } from 'halopsa-testkit';
import { expect, it } from 'vitest';
import { signIn } from './signed-in.js';

it(`shows a new name wherever the record is named ${verifies('type.names-joined')}`, async () => {
  const halo = await signIn();
  const { id, client_id: clientId } = (await halo.get('/Tickets/1234')).body as { id: number; client_id: number };
  await halo.post('/Client', [{ id: clientId, name: 'Renamed & Sons' }]);
  expect((await halo.get(`/Tickets/${id}`)).body).toMatchObject({ client_name: 'Renamed & Sons' });
  const client = (await halo.get(`/Client/${clientId}`)).body as { main_site_id: number };
  expect((await halo.get(`/Site/${client.main_site_id}`)).body).toMatchObject({ client_name: 'Renamed & Sons' });
  await halo.post('/Site', [{ id: client.main_site_id, name: 'New quarters' }]);
  expect((await halo.get(`/Client/${clientId}`)).body).toMatchObject({ main_site_name: 'New quarters' });
});

it(`shows a team's new name on its tickets and agents ${verifies('type.names-joined', 'tickets.team-by-name-or-id')}`, async () => {
  const halo = await signIn();
  const ticket = (await halo.get('/Tickets/1234')).body as { team: string; team_id: number };
  await halo.post('/Team', [{ id: ticket.team_id, name: 'Night shift' }]);
  expect((await halo.get('/Tickets/1234')).body).toMatchObject({ team: 'Night shift', team_id: ticket.team_id });
  expect(halo.sandbox.control.records('agents').filter(({ team }) => team === ticket.team)).toEqual([]);
});

it(`takes an array and a single object where the contract declares no body ${verifies('post.array-body', 'post.single-object-routes')}`, async () => {
  const halo = await signIn();
  // The endpoint for assistants takes messages, no records (mcp.handshake).
  const undeclared = allOperations().filter(({ verb, body, path }) => verb === 'upsert' && body === 'none' && path !== '/mcp');
  expect(undeclared.map(({ id }) => id)).toContain('chats.upsert');
  for (const { path } of undeclared) {
    for (const body of [[{ name: 'x' }], { name: 'y' }]) expect([path, (await halo.post(path, body)).status]).toEqual([path, 201]);
  }
});
