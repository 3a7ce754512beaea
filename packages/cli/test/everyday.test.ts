import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-everyday-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, {
    env: {
      HALO_TENANT_URL: sandbox.url,
      HALO_CLIENT_ID: 'sandbox',
      HALO_CLIENT_SECRET: 'sandbox',
      HALO_CONFIG: join(folder, 'config.yaml'),
      HALO_STATE_DIR: join(folder, 'state'),
    },
  });
const summaryOf = async (id: number): Promise<string> => JSON.parse((await tell('tickets', 'get', String(id), '--json')).stdout).summary;

describe('a write', () => {
  it('is logged with what was there before, and undone', async () => {
    const before = await summaryOf(1234);
    expect(await tell('tickets', 'update', '1234', '--summary', 'Changed')).toMatchObject({ exit: 0 });
    const [entry] = JSON.parse((await tell('writes', '--limit', '1', '--json')).stdout);
    expect(entry).toMatchObject({
      action: 'update',
      id: 1234,
      before: { summary: before },
      after: { summary: 'Changed' },
      tenant: sandbox.url,
    });
    expect(await tell('undo', '--yes')).toMatchObject({
      exit: 0,
      stderr: `ticket 1234: summary back to "${before}" (now "Changed")\nSet back ticket 1234.\n`,
    });
    expect(await summaryOf(1234)).toBe(before);
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 2, stderr: expect.stringContaining('was an undo itself') });
  });

  it('is not undone where somebody has changed the record since', async () => {
    await tell('tickets', 'update', '1234', '--summary', 'Ours');
    const record = sandbox.control.records('tickets').find(({ id }) => id === 1234)!;
    sandbox.control.put('tickets', { ...record, summary: 'Theirs' });
    const ended = await tell('undo', '--yes');
    expect(ended).toMatchObject({ exit: 1, stderr: expect.stringContaining('summary is "Theirs" and not "Ours". Nothing was sent') });
    expect(await summaryOf(1234)).toBe('Theirs');
  });

  it('with --if-unchanged goes through only where the field still has its value', async () => {
    const now = await summaryOf(1234);
    const refused = await tell('tickets', 'update', '1234', '--summary', 'x', '--if-unchanged', 'summary=else');
    expect(refused).toMatchObject({ exit: 1, stderr: expect.stringContaining('Nothing was sent') });
    expect(await tell('tickets', 'update', '1234', '--summary', 'y', '--if-unchanged', `summary=${now}`)).toMatchObject({ exit: 0 });
  });

  it('of a custom field keeps the others', async () => {
    await tell('tickets', 'update', '1234', '--custom-field', 'Colour=red', '--custom-field', 'Size=9');
    await tell('tickets', 'update', '1234', '--custom-field', 'colour=blue');
    const { customfields } = JSON.parse((await tell('tickets', 'get', '1234', '--includedetails', '--json')).stdout);
    const values = Object.fromEntries(customfields.map(({ name, value }: { name: string; value: unknown }) => [name, String(value)]));
    expect(values).toMatchObject({ CFColour: 'blue', CFSize: '9' });
  });

  it('is shown and not sent with --dry-run', async () => {
    sandbox.control.requestLog.clear();
    const ended = await tell('teams', 'create', '--data', 'name=Night', '--data', 'managers[0].id:=5', '--dry-run', '--json');
    expect(JSON.parse(ended.stdout)).toEqual({
      method: 'POST',
      url: `${sandbox.url}/api/Team`,
      body: [{ name: 'Night', managers: [{ id: 5 }] }],
    });
    expect(sandbox.control.requestLog.list()).toEqual([]);
  });

  it('of several records takes --yes', async () => {
    const many = JSON.stringify([{ summary: 'One' }, { summary: 'Two' }]);
    expect(await tell('tickets', 'create', '--data', many)).toMatchObject({ exit: 2 });
    const made = await tell('tickets', 'create', '--data', many, '--yes', '--output', 'csv', '--columns', 'summary', '--no-headers');
    expect(made).toMatchObject({ exit: 0, stdout: 'One\nTwo\n' });
  });
});

describe('an uploaded form', () => {
  it.each([[['attachments', 'upload-image']], [['api', 'attachments.uploadImage']], [['request', 'POST', '/Attachment/image']]])(
    'goes out by %j with its file',
    async (words) => {
      const path = join(folder, 'logo.png');
      await writeFile(path, Buffer.from([0x89, 0x50, 0x4e, 0x47]));
      const form = [...words, '--form', `file=@${path}`];
      const sent = await tell(...form, '--json');
      expect(sent).toMatchObject({ exit: 0, stdout: expect.stringContaining('"filename": "logo.png"') });
      const { id } = JSON.parse(sent.stdout);
      const grant = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' };
      const signedIn = await fetch(`${sandbox.url}/auth/token`, { method: 'POST', body: new URLSearchParams(grant) });
      const { access_token: token } = (await signedIn.json()) as { access_token: string };
      const kept = await fetch(`${sandbox.url}/api/Attachment/image/${id}`, { headers: { authorization: `Bearer ${token}` } });
      expect([...new Uint8Array(await kept.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47]);
      const dry = await tell(...form, '--dry-run');
      expect(dry.stdout).toContain('"file": "(logo.png, 4 bytes)"');
      expect((await tell(...form, '--dry-run', '--curl')).stdout).toMatch(
        /^curl -X POST '[^']+\/Attachment\/image' -H "[^"]+" -F 'file=@logo\.png'\n$/,
      );
    },
  );
});

describe('results', () => {
  it.each([
    // Excel takes a file without the mark for one in a code page.
    ['clients.csv', /^\u00ef\u00bb\u00bfid,name/],
    ['clients.json', /^\[\n/],
    ['clients.ndjson', /^\{"id":/],
    ['clients.yaml', /^- id: /],
    ['clients.md', /^\| id \| name/],
    ['clients.xlsx', /^PK/],
  ])('go to the file %s in the format of its ending', async (name, begins) => {
    const path = join(folder, name);
    const ended = await tell('clients', 'list', '--columns', 'id,name', '--out', path);
    expect(ended).toMatchObject({ exit: 0, stdout: '' });
    expect(await readFile(path, 'latin1')).toMatch(begins);
  });

  it('cannot become formulas of a spreadsheet, unless cells are asked for as they are', async () => {
    const summary = '=HYPERLINK("http://x")';
    const { id } = sandbox.control.put('tickets', { summary });
    const csv = (...more: string[]) =>
      tell('tickets', 'get', String(id), '--columns', 'summary', '--no-headers', '--output', 'csv', ...more);
    expect((await csv()).stdout).toBe(`"'=HYPERLINK(""http://x"")"\n`);
    expect((await csv('--raw-cells')).stdout).toBe('"=HYPERLINK(""http://x"")"\n');
  });

  it('leave no file where the list failed', async () => {
    const fault = sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.list' });
    const path = join(folder, 'failed.csv');
    expect((await tell('clients', 'list', '--out', path)).exit).toBe(1);
    sandbox.control.faults.remove(fault);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('show times in the zone that is named', async () => {
    const one = async (...zone: string[]): Promise<string> =>
      (await tell('tickets', 'get', '1234', '--columns', 'dateoccurred', ...zone)).stdout.replace(/^\S+ +/, '').trim();
    const [utc, tokyo] = [await one('--utc'), await one('--tz', 'Asia/Tokyo')];
    expect(Date.parse(`${tokyo}Z`) - Date.parse(`${utc}Z`)).toBe(9 * 3_600_000);
  });
});

describe('names of the person', () => {
  it('are profiles, chosen by the line or for good', async () => {
    await tell('configure', '--profile', 'test', '--tenant-url', 'https://test.halopsa.com', '--client-id', 'a', '--client-secret', 'b');
    expect((await tell('profile', 'show', 'test', '--json')).stdout).toMatch(/test\.halopsa\.com[\s\S]*"\*\*\*"/);
    await tell('profile', 'use', 'test');
    expect((await tell('profile', 'list')).stdout).toMatch(/^\* +test/m);
    await tell('profile', 'remove', 'test', '--yes');
    expect((await tell('profile', 'list')).stdout).not.toContain('test');
  });

  it('are aliases with places for words', async () => {
    await tell('alias', 'set', 'of-client', 'tickets list --client-id $1 --columns id --no-headers');
    expect(await tell('of-client', '42')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^(\d+\n)*$/) });
  });
});

describe('completion', () => {
  it.each([
    [['tick'], 'tickets\tTickets'],
    [['tickets', 'lis'], 'list\t'],
    [['tickets', 'list', '--output', 'x'], 'xlsx'],
    [['teams', 'get', ''], '1\t'],
    [['tickets', 'list', '--client-id', '4'], '42\t'],
    [['api', 'agents.m'], 'agents.me\tGET /Agent/me'],
  ])('of %j offers %j', async (words, candidate) => {
    expect((await tell('__complete', '--', ...words)).stdout).toContain(candidate);
  });
});
