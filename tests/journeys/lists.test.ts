import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './support/tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());

const ids = (stdout: string): number[] => (JSON.parse(stdout) as { id: number }[]).map(({ id }) => id);

describe('a list', () => {
  it('is one full page, and says how much of the whole that is', async () => {
    const { stdout, stderr } = await tenant.halo('clients list');
    expect(stdout.trimEnd().split('\n')).toHaveLength(101);
    expect(stderr).toMatch(/^100 of \d{3}; --all fetches every page\n$/);
  });

  it('is whole where the server has no pages', async () => {
    const { stderr } = await tenant.halo('statuses list');
    expect(stderr).toMatch(/^(\d+) of \1\n$/);
  });

  it('goes to the page that is asked for', async () => {
    const [first, second, both] = await Promise.all([
      tenant.halo('clients list --page-size 10 --json'),
      tenant.halo('clients list --page-size 10 --page 2 --json'),
      tenant.halo('clients list --page-size 20 --json'),
    ]);
    expect([...ids(first.stdout), ...ids(second.stdout)]).toEqual(ids(both.stdout));
  });

  it('stops at --limit, over several pages where it has to', async () => {
    const { stdout, stderr } = await tenant.halo('clients list --limit 120 --json');
    expect(ids(stdout)).toHaveLength(120);
    expect(stderr).toMatch(/^120 of \d{3}; --all/);
  });

  it('sends filters under their own names, and nothing else', async () => {
    tenant.requests();
    await tenant.halo('tickets list --client-id 42 --open-only --no-includeagent --status 1,2 --team-id 3 --page-size 7');
    const [request] = tenant.requests();
    const { pathname, searchParams } = new URL(request!.replace('GET ', ''), 'http://x');
    expect(pathname).toBe('/api/Tickets');
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: '42',
      open_only: 'true',
      includeagent: 'false',
      status: '1,2',
      team: '3',
      page_size: '7',
      page_no: '1',
      pageinate: 'true',
    });
  });

  it('filters agents by the team that is named', async () => {
    tenant.requests();
    await tenant.halo('agents list --team-id 3');
    expect(tenant.requests()[0]).toMatch(/^GET \/api\/Agent\?(.*&)?team_id=3(&|$)/);
  });

  it('of topics finds the ones that hold a text', async () => {
    const { exit, stdout } = await tenant.halo('resources ticket-type --json');
    expect(exit).toBe(0);
    expect((JSON.parse(stdout) as { topic: string }[]).map(({ topic }) => topic)).toEqual([
      'client-ticket-types',
      'ticket-type-fields',
      'ticket-type-groups',
      'ticket-types',
    ]);
  });

  it('is JSON and nothing else with --json, before the topic and after the verb', async () => {
    const [before, after] = await Promise.all([tenant.halo('--json statuses list'), tenant.halo('statuses list --json')]);
    expect(before.stdout).toBe(after.stdout);
    expect(ids(after.stdout)).toContain(1);
  });

  it('is an empty array of nothing', async () => {
    expect(await tenant.halo('clients list --search "no such client" --json')).toMatchObject({
      exit: 0,
      stdout: '[]\n',
      stderr: '0 of 0\n',
    });
  });

  it('keeps --client-id before the topic for the credentials', async () => {
    const { exit, stderr } = await tenant.halo('--client-id nobody clients list');
    expect(exit).toBe(4);
    expect(stderr).toContain('invalid_client');
  });

  it('is coloured only where colours are wanted', async () => {
    const sequence = String.fromCharCode(27);
    expect((await tenant.halo('statuses list', { env: { FORCE_COLOR: '1' } })).stdout).toContain(sequence);
    expect((await tenant.halo('statuses list --no-color', { env: { FORCE_COLOR: '1' } })).stdout).not.toContain(sequence);
    expect((await tenant.halo('--no-color statuses list', { env: { FORCE_COLOR: '1' } })).stdout).not.toContain(sequence);
    expect((await tenant.halo('statuses list', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(sequence);
    expect((await tenant.halo('statuses list')).stdout).not.toContain(sequence);
  });

  it('survives a reader that has seen enough', async () => {
    const { exit, stderr } = await tenant.launch('tickets list --all --json', {
      during: (child) => child.stdout?.once('data', () => child.stdout?.destroy()),
    });
    expect({ exit, stderr: stderr.replace(/^[\d,]+ of [\d,]+\n$/, '') }).toEqual({ exit: 0, stderr: '' });
  });
});

it.each(['tickets list', 'tickets create'])('a flag of halo %s that names a record is completed with ids', async (words) => {
  const { stdout } = await tenant.halo(`__complete -- ${words} --client-id ""`);
  expect(stdout).toMatch(/^\d+\t\S/);
});
