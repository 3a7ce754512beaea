import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './support/tenant.js';

let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  folder = await mkdtemp(join(tmpdir(), 'halo-bad-input-'));
  await writeFile(join(folder, 'bad.yaml'), 'tenant_url: "https://x\nclient_secret: hush');
});
afterAll(async () => {
  await tenant.close();
  await rm(folder, { recursive: true });
});

interface Case {
  readonly line: string;
  readonly says: RegExp;
  readonly env?: Record<string, string>;
  readonly input?: string;
}

const blank = { HALO_TENANT_URL: '', HALO_CLIENT_ID: '', HALO_CLIENT_SECRET: '' };

/** Wrong uses: each ends with exit code 2, one block on stderr and nothing sent. */
const wrongUses: Case[] = [
  { line: 'tickts list', says: /Unknown topic "tickts"\. Did you mean "tickets"/ },
  { line: 'Tickets list', says: /Unknown topic "Tickets"\. Did you mean "tickets"/ },
  { line: 'tickets lst', says: /has no "lst"\. Did you mean "list"/ },
  { line: 'expenses delete 1', says: /has no "delete"[\s\S]*It has: list, get, show, create, update/ },
  { line: 'tickets list --opn-only', says: /Unknown option '--opn-only'[\s\S]*--open-only/ },
  { line: 'tickets list --tickettype_id 3', says: /Unknown option '--tickettype_id'/ },
  { line: 'tickets list extra', says: /[Tt]oo many arguments/ },
  { line: 'tickets list --client-id many', says: /--client-id <int>' argument 'many' is invalid\. It takes a whole number/ },
  { line: 'tickets list --client-id', says: /argument missing/ },
  { line: 'tickets list --category-1 1,two', says: /whole number/ },
  { line: 'tickets list --page 0', says: /--page starts at 1/ },
  { line: 'tickets list --limit -1', says: /--limit starts at 1/ },
  { line: 'tickets list --page-size 0', says: /page_size must be a whole number above 0/ },
  { line: 'tickets list --all --page 2', says: /'--all' cannot be used with option '--page/ },
  { line: 'tickets get', says: /Missing required argument 'id'/ },
  { line: 'tickets get abc', says: /id of the ticket has to be a whole number other than 0, and it is "abc"\. Nothing was sent/ },
  { line: 'tickets get 12.5', says: /has to be a whole number/ },
  { line: 'tickets delete 1e3 --yes', says: /has to be a whole number/ },
  { line: 'tickets delete 1234', says: /Cannot ask without a terminal\. Nothing was sent[\s\S]*--yes/ },
  { line: 'to-dos delete-seq 1 2', says: /Cannot ask without a terminal/ },
  { line: 'actions get 1', says: /--ticket-id <int>' not specified/ },
  { line: 'actions delete 1 --yes', says: /--ticket-id <int>' not specified/ },
  { line: 'lookups list', says: /--lookupid <int>' not specified/ },
  { line: 'tickets create', says: /nothing to create the ticket from/ },
  { line: `tickets create --data '{"id": 5, "summary": "x"}'`, says: /id/ },
  { line: 'tickets create --id 5', says: /Unknown option '--id'/ },
  { line: 'tickets create --data {summary:x}', says: /--data as given is not valid JSON/ },
  {
    line: `tickets create --data '[{"summary": "x"},{"summary": "y"}]'`,
    says: /Create 2 tickets\? Cannot ask without a terminal\. Nothing was sent/,
  },
  { line: `tickets create --data '[1]'`, says: /an array of something else/ },
  { line: 'tickets create --data []', says: /nothing to create the ticket from/ },
  { line: 'tickets create --data client_id=many', says: /--data client_id: It takes a whole number\. It is "many"/ },
  { line: 'tickets create --data user:=x', says: /--data user takes JSON/ },
  { line: 'tickets create --custom-field Colour', says: /It takes name=value/ },
  { line: `tickets update 1234 --data '[{"summary": "x"}]'`, says: /has to be one JSON object here, and it is an array/ },
  { line: 'tickets update 1234 5 --summary x', says: /Update 2 tickets: 1234, 5\? Cannot ask without a terminal/ },
  { line: 'tickets delete 1234 5', says: /Delete 2 tickets: 1234, 5\? Cannot ask without a terminal/ },
  { line: 'tickets update 1234 --summary x --if-unchanged status', says: /--if-unchanged takes field=value or @file/ },
  { line: 'tickets list --output pdf', says: /Allowed choices are table, json/ },
  { line: 'tickets list --query "[?"', says: /is not a JMESPath expression/ },
  { line: 'tickets list --tz Mars/Olympus', says: /Unknown time zone "Mars\/Olympus"/ },
  { line: 'tickets list --out /nonexistent/folder/x.csv', says: /cannot be written \(ENOENT\)/ },
  { line: 'tickets list --profile nowhere', says: /has no profile "nowhere"/ },
  { line: 'api tickets.lst', says: /Unknown operation "tickets\.lst"\. Did you mean "tickets\.list"/ },
  { line: 'describe tickts', says: /Unknown topic "tickts"\. Did you mean "tickets"/ },
  { line: 'describe tickets sumary', says: /no field or filter "sumary"\. Did you mean "summary"/ },
  { line: 'explain halo/tokn', says: /Unknown error code "halo\/tokn"\. Did you mean "halo\/token"/ },
  { line: 'open statuses 1', says: /no page of one status/ },
  { line: 'alias set tickets "tickets list"', says: /is a command of halo already/ },
  { line: 'alias remove nothing', says: /Unknown alias "nothing"/ },
  { line: 'profile use nowhere', says: /Unknown profile "nowhere"/ },
  { line: 'undo', says: /Nothing was written to http/ },
  { line: 'reports run 45 --from yesterday', says: /It takes a day such as/ },
  { line: 'sql "drop table faults"', says: /cannot run this SQL/ },
  { line: 'attachments upload missing.txt --ticket-id 1234', says: /cannot be read from missing\.txt \(ENOENT\)/ },
  { line: 'completion tcsh', says: /Allowed choices are bash, zsh, fish, powershell/ },
  { line: 'tickets create --data 5', says: /it is a bare value/ },
  { line: 'tickets create --data @/nonexistent.json', says: /cannot be read \(ENOENT\)/ },
  { line: 'tickets create --data -', input: '{"summary":', says: /--data from the standard input is not valid JSON: it ends too early/ },
  { line: 'tickets update --summary x', says: /Missing required argument 'id'/ },
  { line: 'tickets update 1234', says: /nothing to change\. Nothing was sent/ },
  { line: `tickets update 1234 --data '{"id": 999}'`, says: /id 1234 on the line and the id 999 in --data/ },
  { line: 'attachments upload-image', says: /takes an uploaded form\. Nothing was sent[\s\S]*--form/ },
  {
    line: 'request POST /Attachment/image --form file=@nowhere.png',
    says: /--form names the file nowhere\.png, which cannot be read \(ENOENT\)/,
  },
  { line: 'request POST /Tickets --form a=b --data c=d', says: /give one of them\. Nothing was sent/ },
  { line: 'request', says: /Missing required argument 'method'/ },
  { line: 'request FETCH /Tickets', says: /method is one of GET/ },
  { line: 'request GET /Tickets --param page_size', says: /It takes name=value/ },
  { line: 'request GET https://elsewhere/api/Tickets', says: /without the host/ },
  { line: 'sandbox start --port 99999', says: /port from 0 to 65535/ },
  { line: 'connector serve --port 99999', says: /port from 0 to 65535/ },
  { line: 'mcp --http 99999', says: /port from 0 to 65535/ },
  { line: 'connector serve --port=-1', says: /0 or more/ },
  { line: 'connector serve --per-minute 0', says: /1 or more/ },
  { line: 'sandbox start --seed huge', says: /Allowed choices are empty, small, demo, large/ },
  { line: 'sandbox start --rate-limit fast', says: /such as 500\/300, or off/ },
  { line: '--nonsense tickets list', says: /Unknown option '--nonsense'/ },
  { line: 'tickets list', env: blank, says: /No tenant url, client id, client secret is configured/ },
  { line: 'tickets list', env: { ...blank, HALO_CLIENT_ID: 'x' }, says: /No tenant url, client secret is configured/ },
  { line: 'tickets list', env: { HALO_TENANT_URL: 'not a url' }, says: /not a url|tenantUrl|tenant URL/ },
  { line: 'configure --client-id x', env: blank, says: /Nothing was saved/ },
];

describe('a wrong use', () => {
  it.each(wrongUses)('halo $line: exit 2, told why, nothing sent', async ({ line, says, env, input }) => {
    tenant.sandbox.control.requestLog.clear();
    const { exit, stdout, stderr } = await tenant.halo(line, { ...(env ? { env } : {}), ...(input === undefined ? {} : { input }) });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^error: /m);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    expect(stderr).not.toMatch(/\n\s+at |node:internal|HaloUsageError|CommanderError/);
    expect(tenant.sandbox.control.requestLog.list()).toEqual([]);
  });

  it('of the configuration file is reported in one line, without what the file holds', async () => {
    const broken = await tenant.halo('tickets list', { env: { ...blank, HALO_CONFIG: join(folder, 'bad.yaml') } });
    expect(broken).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/bad\.yaml is not valid YAML \(line \d\)/) });
    expect(broken.stderr).not.toContain('hush');
    const unreadable = await tenant.halo('tickets list', { env: { ...blank, HALO_CONFIG: folder } });
    expect(unreadable).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('cannot be read (EISDIR)') });
  });

  it('is reported as JSON with --json', async () => {
    const { exit, stdout, stderr } = await tenant.halo('tickets get abc --json');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({ error: { code: 'cli/usage', message: expect.stringContaining('whole number') } });
  });
});
