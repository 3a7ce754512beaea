import { CustomResource, defineResource, HaloClient } from 'halopsa';
import { describe, expect, it } from 'vitest';

interface Gadget {
  id: number;
  name: string;
}

const gadgets = defineResource<Gadget>({ name: 'gadgets', path: 'CustomEndpoint/', listKey: 'gadgets' });

class Gadgets extends CustomResource<Gadget> {
  /** Starts what the gadget does. */
  act(id: number): Promise<unknown> {
    return this.call('get', { params: { id }, extraQuery: { act: true } });
  }
}

class OurHalo extends HaloClient {
  readonly gadgets = this.resource(gadgets, Gadgets);
}

/** A server of gadgets behind Halo's API address, with the requests that it got. */
function gadgetServer(rows: Gadget[]): { fetch: typeof fetch; requests: string[] } {
  const requests: string[] = [];
  const answer: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    if (url.pathname.startsWith('/auth')) return Response.json({ access_token: 't', expires_in: 3600, token_type: 'Bearer' });
    requests.push(`${init?.method} ${url.pathname}${url.search}`);
    const id = Number(url.pathname.split('/').at(-1));
    const at = rows.findIndex((row) => row.id === id);
    if (init?.method === 'DELETE') return Response.json(rows.splice(at, 1)[0]);
    if (init?.method === 'POST') return saveAll(rows, url, JSON.parse(String(init.body)) as Partial<Gadget>[]);
    if (Number.isNaN(id)) return pageOf(rows, url);
    return at < 0 ? new Response(null, { status: 404 }) : Response.json(rows[at]);
  };
  return { fetch: answer, requests };
}

function pageOf(rows: Gadget[], { searchParams }: URL): Response {
  const size = Number(searchParams.get('page_size'));
  const from = (Number(searchParams.get('page_no')) - 1) * size;
  return Response.json({ record_count: rows.length, gadgets: rows.slice(from, from + size) });
}

function saveAll(rows: Gadget[], { searchParams }: URL, sent: readonly Partial<Gadget>[]): Response {
  const saved = sent.map((one) => save(rows, one));
  return Response.json(searchParams.has('returnall') ? saved : saved.at(-1), { status: 201 });
}

function save(rows: Gadget[], sent: Partial<Gadget>): Gadget {
  const known = rows.find(({ id }) => id === sent.id);
  if (known) return Object.assign(known, sent);
  rows.push({ name: '', ...sent, id: rows.length + 1 });
  return rows.at(-1)!;
}

const open = (rows: Gadget[]): { halo: OurHalo; requests: string[] } => {
  const { fetch, requests } = gadgetServer(rows);
  return { halo: new OurHalo({ tenantUrl: 'https://gadgets.example', clientId: 'a', clientSecret: 'b', fetch }), requests };
};

describe('a resource of your own', () => {
  it('has every verb, typed', async () => {
    const { halo } = open([{ id: 1, name: 'First' }]);
    const client = halo.resource(gadgets);
    const made = await client.create({ name: 'Second' });
    expect(made).toEqual({ id: 2, name: 'Second' });
    await made.update({ name: 'Changed' });
    expect((await client.get(2)).name).toBe('Changed');
    expect((await client.list({}, {})).items).toHaveLength(2);
    expect(
      await client.batchUpdate([
        { id: 1, name: 'A' },
        { id: 2, name: 'B' },
      ]),
    ).toEqual([
      { id: 1, name: 'A' },
      { id: 2, name: 'B' },
    ]);
    expect(await client.batchCreate([{ name: 'C' }])).toEqual([{ id: 3, name: 'C' }]);
    await made.delete();
    expect((await client.listAll().toArray()).map(({ name }) => name)).toEqual(['A', 'C']);
  });

  it('pages like those of Halo', async () => {
    const { halo, requests } = open(Array.from({ length: 250 }, (_, index) => ({ id: index + 1, name: `G${index}` })));
    expect(await halo.gadgets.listAll().toArray()).toHaveLength(250);
    expect(requests.filter((request) => request.includes('page_no='))).not.toHaveLength(0);
    expect(requests[0]).toContain('/api/CustomEndpoint?');
  });

  it('can have records with methods of their own, beside those of all records', async () => {
    const { halo, requests } = open([{ id: 7, name: 'Seven' }]);
    const withMethods = gadgets.withMethods({
      act: (client, gadget, force: boolean) => client.get(`/CustomEndpoint/${gadget.id}?force=${force}`),
      label: (_, gadget) => `${gadget.name} (${gadget.id})`,
    });
    const gadget = await halo.resource(withMethods).get(7);
    const acted: Promise<unknown> = gadget.act(true);
    await acted;
    const label: string = gadget.label();
    expect([label, requests.at(-1), JSON.stringify(gadget)]).toEqual([
      'Seven (7)',
      'GET /api/CustomEndpoint/7?force=true',
      '{"id":7,"name":"Seven"}',
    ]);
    expect((await gadget.update({ name: 'Changed' })).label()).toBe('Changed (7)');
    expect((await halo.resource(withMethods).list()).items[0]?.label()).toBe('Changed (7)');
  });

  it('can have methods of its own, on a client of its own', async () => {
    const { halo, requests } = open([{ id: 7, name: 'Seven' }]);
    expect(await halo.gadgets.act(7)).toEqual({ id: 7, name: 'Seven' });
    expect(requests).toEqual(['GET /api/CustomEndpoint/7?act=true']);
  });

  it('may be a bare list with text ids and single bodies', () => {
    const { resource } = defineResource({ name: 'things', path: '/Things', idKind: 'string', singleBody: true });
    expect(resource).toMatchObject({ list: { kind: 'array' }, paging: 'none', idKind: 'string', path: '/Things' });
    expect(resource.operations.upsert?.body).toBe('single');
    expect(resource.operations.get?.params).toEqual({ id: 'string' });
  });
});
