import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../../journeys/support/tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.sandbox.control.requestLog.clear());

/** A line that the document shows, what its standard output has to show, and the one request that it means. */
type Line = readonly [line: string, shows: RegExp, sends: RegExp];

const reading: readonly Line[] = [
  ['tickets list', /^id +summary +client_name +status_id +priority_id +agent_id +dateoccurred\n(\d+ .*\n){100}$/, /^GET \/Tickets\?/],
  [
    'tickets list --client-id 42 --open-only --search "server"',
    /^($|id +summary)/,
    /^GET \/Tickets\?.*client_id=42&open_only=true&search=server/,
  ],
  ['tickets list --json', /^\[\n {2}\{\n {4}"id": \d+[\s\S]*\n\]\n$/, /^GET \/Tickets\?/],
  ['tickets get 1234', /^id +1234\n[\s\S]*^summary +\S/m, /^GET \/Tickets\/1234$/],
  ['tickets get 1234 --json', /^\{\n {2}"id": 1234,[\s\S]*\n\}\n$/, /^GET \/Tickets\/1234$/],
  ['clients list --search "Acme"', /^id +name[^\n]*\n\d+ +Acme /, /^GET \/Client\?.*search=Acme/],
  ['agents list --team-id 3', /^id +name +email +team *\n(\d+ +\S+ \S+ +\S+@\S+ +Infrastructure *\n)+$/, /^GET \/Agent\?.*team_id=3/],
  ['agents me', /^id +10$/m, /^GET \/Agent\/me$/],
  ['users me', /^emailaddress +\S+@/m, /^GET \/Users\/me$/],
  ['actions list --ticket-id 1234', /^ticket_id +id +outcome[^\n]*\n1234 +1 /, /^GET \/Actions\?.*ticket_id=1234/],
  ['assets list --client-id 42', /^id +inventory_number[^\n]*\n\d+ .* Meridian Logistics /, /^GET \/Asset\?.*client_id=42/],
  ['sites get 5', /^id +5$/m, /^GET \/Site\/5$/],
  ['request GET /Tickets --param page_size=5', /"record_count": \d+/, /^GET \/Tickets\?page_size=5$/],
];

const writing: readonly Line[] = [
  ['tickets create --summary "Server down" --client-id 42 --priority-id 1', /^summary +Server down$/m, /^POST \/Tickets$/],
  [`tickets create --summary "Custom" --data '{"details": "extra fields"}'`, /^summary +Custom$/m, /^POST \/Tickets$/],
  [
    'tickets update 1234 --status-id 5 --agent-id 10',
    /^status_name +Waiting on Supplier$[\s\S]*^agent_name +Tara Underwood$/m,
    /^POST \/Tickets$/,
  ],
  [`tickets update 1234 --data '{"priority_id": 2}'`, /^priority_id +2$/m, /^POST \/Tickets$/],
  [`teams create --data '{"name": "New Team"}'`, /^name +New Team$/m, /^POST \/Team$/],
  [`teams update 7 --data '{"name": "Renamed Team"}'`, /^name +Renamed Team$/m, /^POST \/Team$/],
  [`request POST /Tickets --data '{"summary": "Test ticket"}'`, /"summary": "Test ticket"/, /^POST \/Tickets$/],
  ['request DELETE /Tickets/999', /./, /^DELETE \/Tickets\/999$/],
  ['tickets delete 1234 --yes', /^$/, /^DELETE \/Tickets\/1234$/],
];

/** Requests below /api, without what a write looks at before it for the log of writes. */
const asked = (): string[] => tenant.requests().map((request) => request.replace(/https?:\/\/[^/]+|\/api(?=\/)/g, ''));

describe('the lines of the document', () => {
  it.each(reading)('halo %s', async (line, shows, sends) => {
    const { exit, stdout, stderr } = await tenant.halo(line);
    expect(stderr).not.toContain('error');
    expect(exit).toBe(0);
    expect(stdout).toMatch(shows);
    expect(asked()).toEqual([expect.stringMatching(sends)]);
  });

  it.each(writing)('halo %s', async (line, shows, sends) => {
    const { exit, stdout, stderr } = await tenant.halo(line);
    expect(stderr).not.toContain('error');
    expect(exit).toBe(0);
    expect(stdout).toMatch(shows);
    expect(asked().filter((request) => !request.startsWith('GET '))).toEqual([expect.stringMatching(sends)]);
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
    expect(asked().length).toBeGreaterThan(20);
  });

  it('ask before a delete, and without a terminal send nothing', async () => {
    const { exit, stderr } = await tenant.halo('tickets delete 1300');
    expect(stderr).toContain('Delete ticket 1300? Cannot ask without a terminal. Nothing was sent.');
    expect(exit).toBe(2);
    expect(asked()).toEqual([]);
  });

  it('end with the exit code that says how they failed', async () => {
    const exits: number[] = [];
    for (const line of ['tickets get 999999', 'tickets get', '--client-secret wrong tickets list']) {
      exits.push((await tenant.halo(line)).exit ?? -1);
    }
    expect(exits).toEqual([3, 2, 4]);
  });
});
