import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { rowsOf, signIn } from './signed-in.js';

describe('a profile', () => {
  it(`is the server as it is now by default ${verifies('paging.cap-100', 'list.key-agents', 'post.status-201', 'post.bare-object-refused')}`, async () => {
    const halo = await signIn({ profile: 'current', seed: 'demo' });
    expect(rowsOf(await halo.get('/Tickets?page_size=500&pageinate=true&page_no=1'), 'tickets')).toHaveLength(100);
    expect((await halo.get('/Agent?pageinate=true')).body).toHaveProperty('results');
    expect((await halo.post('/Tags', [{ text: 'x' }])).status).toBe(201);
    expect((await halo.post('/Tickets', { summary: 'x' })).status).toBe(400);
  });

  it('is that of older versions: no cap, agents bare, 200 for writes', async () => {
    const halo = await signIn({ profile: 'pre-2026', seed: 'demo' });
    expect(rowsOf(await halo.get('/Tickets?page_size=500&pageinate=true&page_no=1'), 'tickets')).toHaveLength(500);
    expect(Array.isArray((await halo.get('/Agent')).body)).toBe(true);
    expect((await halo.post('/Tags', [{ text: 'x' }])).status).toBe(200);
  });

  it(`has details of tickets as large as live ones ${verifies('tickets.expanded-detail')}`, async () => {
    const halo = await signIn({ profile: 'full-size' });
    const { body, text } = await halo.get('/Tickets/1234?includedetails=true');
    expect(body).toMatchObject({
      id: 1234,
      tickettype: { id: expect.any(Number) },
      priority: { slaid: 1 },
      user: { name: expect.any(String) },
    });
    expect(body).not.toHaveProperty('tickettype_name');
    expect(text.length).toBeGreaterThan(150_000);
    expect(text.length).toBeLessThan(260_000);
  });

  it('forgives, and a single switch outweighs it', async () => {
    const halo = await signIn({ profile: 'lenient' });
    expect((await halo.post('/Tickets', { details: 'no summary' })).status).toBe(201);
    expect((await halo.post('/Actions', [{ ticket_id: 1234, note: 'no outcome' }])).status).toBe(201);
    const mixed = await signIn({ profile: 'lenient', behaviours: { 'post.bare-object-refused': true } });
    expect((await mixed.post('/Tickets', { summary: 'x' })).status).toBe(400);
  });
});
