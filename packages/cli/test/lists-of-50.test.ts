import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const all = Array.from({ length: 130 }, (_, at) => ({ id: 130 - at, name: `Record ${130 - at}`, summary: 'x' }));
/** How many records there are. */
let length = all.length;
/** Whether the parameters of a page get lost on the way. */
let losesPages = false;
let server: Server;
let url: string;

/** Gives 50 rows, and counts those, where it is not asked for a page. */
function answerTo({ pathname, searchParams: query }: URL): object {
  if (pathname.includes('/token')) return { access_token: 'x', expires_in: 3600 };
  const isPage = query.has('pageinate') && query.has('page_no') && !losesPages;
  const [size, number] = isPage ? [Math.min(100, Number(query.get('page_size'))), Number(query.get('page_no'))] : [50, 1];
  const shown = query.get('orderdesc') === 'false' ? [...all.slice(0, length)].reverse() : all.slice(0, length);
  const rows = shown.slice((number - 1) * size, number * size);
  return { record_count: isPage ? length : rows.length, [pathname.endsWith('/Tickets') ? 'tickets' : 'events']: rows };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answerTo(new URL(String(request.url), 'http://x'))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: url, HALO_CLIENT_ID: 'x', HALO_CLIENT_SECRET: 'x' } });
const rowsOf = ({ stdout }: Spoken): number => (JSON.parse(stdout) as unknown[]).length;

describe('50 rows that are counted alone', () => {
  it.each(['tickets', 'events'])('are not said to be the whole list (%s)', async (topic) => {
    losesPages = topic === 'tickets';
    const listed = await tell(topic, 'list', '--json');
    expect([listed.exit, rowsOf(listed)]).toEqual([0, 50]);
    expect(listed.stderr).toContain('50 of 50 or more; --all fetches every page');
  });

  it('are read on by --all, or end as incomplete', async () => {
    losesPages = false;
    const whole = await tell('events', 'list', '--all', '--json');
    expect([whole.exit, rowsOf(whole)]).toEqual([0, 130]);
    expect(whole.stderr).toContain('130 of 130');
    losesPages = true;
    const cut = await tell('tickets', 'list', '--all', '--json');
    expect([cut.exit, cut.stderr]).toEqual([5, expect.stringContaining('every page with the first one')]);
  });

  it('are whole where there are no more', async () => {
    losesPages = false;
    length = 50;
    for (const topic of ['tickets', 'events']) {
      const whole = await tell(topic, 'list', '--all', '--json');
      expect([whole.exit, rowsOf(whole)]).toEqual([0, 50]);
      expect(whole.stderr).toContain('50 of 50');
    }
  });
});
