import { verifies } from 'halopsa-testkit';
import { beforeEach, expect, it } from 'vitest';
import { read, type SignedIn, signIn } from './signed-in.js';

type Body = Record<string, unknown>;
let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});
const post = async (path: string, record: Body): Promise<Body> => (await halo.post(path, [record])).body as Body;

it(`rows of a custom table are added, changed, taken out and shown with its details ${verifies('custom-tables.add-rows', 'custom-tables.edit-rows', 'custom-tables.rows-in-detail')}`, async () => {
  const { id } = await post('/CustomTable', { name: 'Rooms', _add_rows: [{ CFroom: 'A' }, { CFroom: 'B' }] });
  await post('/CustomTable', { id, _edit_rows: [{ id: 1, CFroom: 'A1' }], _delete_rows: [2], _add_rows: [{ CFroom: 'C' }] });
  const { ctfield } = (await halo.get(`/CustomTable/${String(id)}?includedetails=true`)).body as { ctfield: { value: Body[] } };
  expect(ctfield.value).toEqual([
    { id: 1, CFroom: 'A1' },
    { id: 3, CFroom: 'C' },
  ]);
  expect((await halo.get(`/CustomTable/${String(id)}`)).body).not.toHaveProperty('ctfield');
});

it(`an article counts votes for and against it ${verifies('kb.your-vote', 'kb.vote-body')}`, async () => {
  const { id } = await post('/KBArticle', { name: 'How to', description: 'x' });
  await halo.post('/KBArticle/vote', [{ id, your_vote: 1 }]);
  await halo.post('/KBArticle/vote', [{ id, your_vote: -1 }]);
  expect((await halo.get(`/KBArticle/${String(id)}`)).body).toMatchObject({ useful_count: 1, notuseful_count: 1 });
});

it(`a strict server wipes the custom fields that a write leaves out ${verifies('post.custom-fields-replaced')}`, async () => {
  const strict = await signIn({ behaviours: { 'post.custom-fields-replaced': true } });
  const customfields = [
    { id: 1, value: 'a' },
    { id: 2, value: 'b' },
  ];
  for (const [server, left] of [
    [halo, 2],
    [strict, 1],
  ] as const) {
    await server.post('/Tickets', [{ id: 1234, customfields }]);
    await server.post('/Tickets', [{ id: 1234, customfields: [{ id: 2, value: 'c' }] }]);
    expect(((await server.get('/Tickets/1234?includedetails=true')).body as Body).customfields).toHaveLength(left);
  }
});

it(`a user takes roles beside those it has ${verifies('users.add-roles')}`, async () => {
  const { id } = await post('/Users', { name: 'Role Taker', site_id: 1, roles: [{ id: 1 }] });
  await post('/Users', { id, add_roles: [{ id: 2 }] });
  expect(((await halo.get(`/Users/${String(id)}?includedetails=true`)).body as { roles: Body[] }).roles.map((role) => role.id)).toEqual([
    1, 2,
  ]);
});

it(`a large file is put at an address without the token, and told of afterwards ${verifies('attachments.presigned-flow')}`, async () => {
  const file = { filename: 'a.bin', filesize: 2, _tempid: '5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b01', ticket_id: 1234 };
  const { url } = (await post('/Attachment/GetS3PresignedURL', file)) as { url: string };
  expect(await halo.post('/Attachment/PresignedURLUploadComplete', [file])).toMatchObject({ status: 400 });
  const put = { method: 'PUT', body: 'hi' };
  expect((await read(await halo.sandbox.fetch(url, { ...put, headers: { authorization: 'Bearer x' } }))).status).toBe(400);
  expect((await read(await halo.sandbox.fetch(url, put))).status).toBe(200);
  const { id } = await post('/Attachment/PresignedURLUploadComplete', file);
  expect((await halo.get(`/Attachment/${String(id)}`)).text).toBe('hi');
});
