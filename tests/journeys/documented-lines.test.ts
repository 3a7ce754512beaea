import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './support/tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());

/** The lines that the tool's documents promise, each with what its standard output has to show. */
const lines: [line: string, shows: RegExp][] = [
  ['tickets list', /^id +summary +client_name/],
  ['tickets list --client-id 42 --open-only --search "server"', /^($|id +summary)/],
  ['tickets list --json', /^\[\n {2}\{\n {4}"id": \d+/],
  ['tickets get 1234', /^id +1234$/m],
  ['tickets get 1234 --json', /^\{\n {2}"id": 1234,/],
  ['tickets create --summary "Server down" --client-id 42 --priority-id 1', /^summary +Server down$/m],
  [`tickets create --summary "Custom" --data '{"details": "extra fields"}'`, /^summary +Custom$/m],
  ['tickets update 1234 --status-id 5 --agent-id 10', /^id +1234$/m],
  [`tickets update 1234 --data '{"priority_id": 2}'`, /^priority_id +2$/m],
  ['clients list --search "Acme"', /Acme/],
  ['agents list --team-id 3', /^id +name/],
  ['agents me', /^id +10$/m],
  ['users me', /^emailaddress +\S+@/m],
  ['actions list --ticket-id 1234', /^ticket_id +id/],
  ['actions get 1 --ticket-id 1234', /^ticket_id +1234$/m],
  ['assets list --client-id 42', /^($|id +)/],
  ['sites get 5', /^id +5$/m],
  [`teams create --data '{"name": "New Team"}'`, /^name +New Team$/m],
  [`teams update 7 --data '{"name": "Renamed Team"}'`, /^name +Renamed Team$/m],
  ['request GET /Tickets --param page_size=5', /"record_count": \d+/],
  [`request POST /Tickets --data '{"summary": "Test ticket"}'`, /"summary": "Test ticket"/],
  ['request DELETE /Tickets/999', /./],
  ['tickets delete 1234 --yes', /^$/],
];

describe('the lines of the documents', () => {
  it.each(lines)('halo %s', async (line, shows) => {
    const { exit, stdout, stderr } = await tenant.halo(line);
    expect(stderr).not.toContain('error');
    expect(exit).toBe(0);
    expect(stdout).toMatch(shows);
  });

  it('change what they say they change', async () => {
    const created = JSON.parse(
      (await tenant.halo(`tickets create --summary A --data '{"details": "extra", "summary": "B"}' --json`)).stdout,
    );
    expect(created).toMatchObject({ summary: 'A', details: 'extra' });
    await tenant.halo(['tickets', 'update', String(created.id), '--status-id', '5', '--agent-id', '10']);
    const read = JSON.parse((await tenant.halo(['tickets', 'get', String(created.id), '--json'])).stdout);
    expect(read).toMatchObject({ id: created.id, summary: 'A', status_id: 5, agent_id: 10 });
    expect((await tenant.halo(['tickets', 'delete', String(created.id), '--yes'])).exit).toBe(0);
    expect((await tenant.halo(['tickets', 'get', String(created.id)])).exit).toBe(3);
  });

  it('fetch every page with --all', async () => {
    const { stdout, stderr } = await tenant.halo('tickets list --all --json');
    const rows: unknown[] = JSON.parse(stdout);
    expect(rows.length).toBeGreaterThan(2000);
    expect(stderr.trim()).toBe(`${rows.length.toLocaleString('en-GB')} of ${rows.length.toLocaleString('en-GB')}`);
  });
});
