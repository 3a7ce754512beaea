import { HaloClient } from 'halopsa';
import { describe, expect, it } from 'vitest';

function clientOf(): { halo: HaloClient; asked: string[]; warnings: string[] } {
  const asked: string[] = [];
  const warnings: string[] = [];
  const fetcher = async (input: string | URL | Request): Promise<Response> => {
    if (String(input).includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
    asked.push(String(input));
    return Response.json({ record_count: 0 });
  };
  const settings = { tenantUrl: 'https://x.example', clientId: 'x', clientSecret: 'x', fetch: fetcher as typeof fetch };
  return { halo: new HaloClient({ ...settings, onWarning: ({ warning }) => warnings.push(warning) }), asked, warnings };
}

describe('an order by what is no field of the records', () => {
  it.each([
    ['tickets', { order: 'nonsense' }, 'order takes a field of the records, and "nonsense" is none'],
    ['tickets', { order: 'sumary' }, 'did you mean summary?'],
    ['tickets', { order: 'id', order2: 'agentid' }, 'order2 takes a field of the records, and "agentid" is none: did you mean agent_id?'],
    ['clients', { order: 'nmae' }, 'did you mean name?'],
    ['invoices', { order: 'invoice_dat' }, 'did you mean invoice_date?'],
  ] as const)('is refused, and nothing is sent: %s %o', async (attribute, query, message) => {
    const { halo, asked } = clientOf();
    const error = { code: 'halo/usage', message: expect.stringContaining(message) };
    await expect(halo.resource(attribute).list(query)).rejects.toMatchObject(error);
    await expect(halo.resource(attribute).listAll(query).toArray()).rejects.toMatchObject(error);
    expect(asked).toEqual([]);
  });

  it.each([
    ['tickets', { order: 'dateoccurred', orderdesc: true }],
    ['tickets', { order: 'dateoccured' }],
    ['tickets', { order: 'ID' }],
    ['invoices', { order: 'invoice_date', order2: 'id' }],
    ['reports', { order: 'name' }],
    ['clients', { order: 'name' }],
  ] as const)('is none where it is a field: %s %o', async (attribute, query) => {
    const { halo, asked } = clientOf();
    await halo
      .resource(attribute)
      .list(query)
      .catch(() => undefined);
    expect(asked).toHaveLength(1);
  });

  it('is sent where it is given as an extra parameter', async () => {
    const { halo, asked } = clientOf();
    await halo.tickets.list({}, { extraQuery: { order: 'nonsense' } });
    expect(asked).toHaveLength(1);
  });

  it.each(['/Tickets?order=sumary', '/Tickets?sumary=x', 'api/Tickets?startdate=2026-11-29'])(
    'is sent in a raw request, with a warning: %s',
    async (path) => {
      const { halo, asked, warnings } = clientOf();
      await halo.get(path);
      expect([asked.length, warnings.length]).toEqual([1, 1]);
    },
  );

  it('warns of parameters beside the path, and of none that act', async () => {
    const { halo, warnings } = clientOf();
    await halo.get('/Tickets', { query: { order: 'sumary' } });
    expect(warnings).toEqual([expect.stringContaining('did you mean summary?')]);
    await halo.get('/Tickets?order=summary&pageinate=true&page_no=1&page_size=5&client_id=12');
    await halo.get('/Nothing?order=summary');
    expect(warnings).toHaveLength(1);
  });
});
