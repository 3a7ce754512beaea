import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from 'halopsa';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { useQuickWaits } from 'halopsa-testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

useQuickWaits(systemClock, { beforeAll, afterAll });
const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-writes-'));
});
afterEach(() => sandbox.control.faults.clear());
afterAll(() => rm(folder, { recursive: true }));

const at = (tenant: string, ...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: tenant, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });
const tell = (...argv: string[]): Promise<Spoken> => at(sandbox.url, ...argv);
const logged = async (count = 1): Promise<unknown[]> => JSON.parse((await tell('writes', '--limit', String(count), '--json')).stdout);
const named = (summary: string): number => sandbox.control.records('tickets').filter((ticket) => ticket['summary'] === summary).length;

describe('a write whose answer is lost', () => {
  it.each([
    ['create', ['tickets', 'create', '--summary', 'Lost'], { resource: 'tickets', sent: { summary: 'Lost' } }],
    ['update', ['tickets', 'update', '1234', '--summary', 'Lost'], { resource: 'tickets', id: 1234, sent: { summary: 'Lost', id: 1234 } }],
    ['delete', ['tickets', 'delete', '1235', '--yes'], { resource: 'tickets', id: 1235 }],
    ['call', ['request', 'POST', '/Tickets', '--data', 'summary=Lost'], { resource: 'POST /Tickets', sent: { summary: 'Lost' } }],
    ['call', ['api', 'tickets.upsert', '--summary', 'Lost'], { resource: 'tickets.upsert', sent: [{ summary: 'Lost' }] }],
  ])('is logged as %s with its doubt, and no undo passes over it', async (action, line, entry) => {
    await tell('tickets', 'update', '1234', '--priority-id', '2');
    sandbox.control.faults.add({ kind: 'status', status: 500, phase: 'after', method: action === 'delete' ? 'DELETE' : 'POST' });
    expect((await tell(...line)).exit).toBe(1);
    sandbox.control.faults.clear();
    expect(await logged()).toMatchObject([{ action, outcome: 'unknown', ...entry }]);
    const undone = await tell('undo', '--yes');
    expect(undone).toMatchObject({ exit: 2, stderr: expect.stringContaining('nobody knows whether it was made. Nothing was sent') });
    expect(sandbox.control.records('tickets').find(({ id }) => id === 1234)).toMatchObject({ priority_id: 2 });
  });

  it('that was refused is not logged', async () => {
    await tell('tickets', 'update', '1234', '--summary', 'Before the refusal');
    sandbox.control.faults.add({ kind: 'status', status: 403, method: 'POST' });
    expect((await tell('tickets', 'update', '1234', '--summary', 'Refused')).exit).toBe(1);
    expect(await logged()).toMatchObject([{ sent: { summary: 'Before the refusal' } }]);
  });
});

describe('many creates of which a later request fails', () => {
  const records = (summary: string): string => JSON.stringify(Array.from({ length: 130 }, () => ({ summary })));

  it.each([
    [500, 30],
    [403, 0],
  ])('with %i tell and log what was made, and the doubt of %i', async (status, doubted) => {
    const summary = `Many ${status}`;
    await writeFile(join(folder, 'many.json'), records(summary));
    sandbox.control.faults.add({ kind: 'status', status, method: 'POST', skip: 1 });
    const ended = await tell('tickets', 'create', '--data', `@${join(folder, 'many.json')}`, '--yes');
    const ids = /^Created before that: ([\d, ]+)\.$/m.exec(ended.stderr)?.[1]?.split(', ').map(Number);
    expect(ended.exit).toBe(1);
    expect(ids).toHaveLength(100);
    expect(named(summary)).toBe(100);
    const writes = (await logged(200)) as { id?: number; outcome?: string; sent: { summary: string } }[];
    const ours = writes.filter(({ sent }) => sent?.summary === summary);
    expect(ours.filter(({ outcome }) => outcome === undefined).map(({ id }) => id)).toEqual(ids?.reverse());
    expect(ours.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(doubted);
  });
});

describe('an update of custom fields', () => {
  it('takes those of --data as well as those of --custom-field, and is undone', async () => {
    await tell('tickets', 'update', '1234', '--custom-field', 'Colour=red', '--custom-field', 'Size=9');
    const data = JSON.stringify({ customfields: [{ name: 'CFColour', value: 'blue' }] });
    await tell('tickets', 'update', '1234', '--data', data, '--custom-field', 'Shape=round');
    expect(await customFields()).toMatchObject({ CFColour: 'blue', CFSize: '9', CFShape: 'round' });
    await tell('tickets', 'update', '1234', '--data', JSON.stringify({ customfields: [{ name: 'CFSize', value: '12' }] }));
    expect(await customFields()).toMatchObject({ CFSize: '12' });
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0 });
    expect(await customFields()).toMatchObject({ CFColour: 'blue', CFSize: '9' });
  });

  async function customFields(): Promise<Record<string, string>> {
    const { customfields } = JSON.parse((await tell('tickets', 'get', '1234', '--includedetails', '--json')).stdout);
    return Object.fromEntries(customfields.map(({ name, value }: { name: string; value: unknown }) => [name, String(value)]));
  }
});

/** Ids of tickets other than 1234. */
const someTickets = (count: number): string[] =>
  sandbox.control
    .records('tickets')
    .map(({ id }) => String(id))
    .filter((id) => id !== '1234')
    .slice(-count);

/** Damages the last place of the log where this id stands: a digit of a value, so that the line is JSON all the same. */
async function damage(id: string): Promise<void> {
  const path = join(folder, 'writes.log');
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf(id) + id.length - 1;
  bytes[end] = bytes[end] === 0x39 ? 0x38 : 0x39;
  await writeFile(path, bytes);
}

describe('the log of writes', () => {
  it('passes over lines that are none of its own', async () => {
    await tell('tickets', 'update', '1234', '--summary', 'Logged');
    await appendFile(join(folder, 'writes.log'), 'null\n7\n\n{"at": "20');
    expect(await logged()).toMatchObject([{ sent: { summary: 'Logged' } }]);
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 2, stderr: expect.stringContaining('may be among the lines') });
    await tell('tickets', 'update', '1234', '--summary', 'Behind them');
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^Set back ticket 1234\.$/m) });
  });

  it.each([
    ['only', 1, 0],
    ['second of three', 3, 1],
    ['first of three', 3, 0],
  ])('is not trusted by an undo where the %s record is damaged', async (_, count, at) => {
    const ids = someTickets(count);
    await tell('tickets', 'update', '1234', '--summary', 'Earlier');
    await tell('tickets', 'update', ...ids, '--summary', `Of ${count}`, '--yes');
    await damage(`"id":${ids[at]}`);
    expect(await tell('undo', '--yes')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/a part of it, may be among the lines .* Nothing was sent/s),
    });
    expect(named(`Of ${count}`)).toBe(count);
    await rm(join(folder, 'writes.log'));
  });

  it('tells of lines that the disk has damaged, here and before an undo, and shows all others', async () => {
    await tell('tickets', 'update', '1234', '--summary', 'Whole');
    const [other] = someTickets(1) as [string];
    await tell('tickets', 'update', other, '--summary', 'Damaged');
    await damage(`"id":${other}`);
    for (const [line, exit] of [
      [['writes', '--json'], 0],
      [['undo', '--dry-run'], 2],
    ] as const) {
      const said = await tell(...line);
      expect(said).toMatchObject({ exit, stderr: expect.stringMatching(/\d+ lines? of .*writes\.log cannot be read/) });
    }
    expect((await logged()).at(-1)).toMatchObject({ sent: { summary: 'Whole' } });
    await rm(join(folder, 'writes.log'));
  });

  it('keeps what comes behind a line that was cut short', async () => {
    await appendFile(join(folder, 'writes.log'), '{"at": "20');
    await tell('tickets', 'update', '1234', '--summary', 'Behind it');
    expect((await logged()).at(-1)).toMatchObject({ sent: { summary: 'Behind it' } });
  });

  it.each(['0', '-1'])('is not said to be empty where %s of its entries are asked for', async (limit) => {
    expect(await tell('writes', `--limit=${limit}`)).toMatchObject({ exit: 2, stderr: 'error: --limit starts at 1.\n' });
  });
});

describe('halo undo', () => {
  it.each(['/', '/api', '/api/'])('finds the last write whether or not the tenant is spelled with %s', async (ending) => {
    await tell('tickets', 'update', '1234', '--summary', 'First');
    await at(`${sandbox.url}${ending}`, 'tickets', 'update', '1234', '--summary', 'Second');
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^Set back ticket 1234\.$/m) });
    expect(sandbox.control.records('tickets').find(({ id }) => id === 1234)).toMatchObject({ summary: 'First' });
  });
});

describe('halo request', () => {
  it('is logged where it may write, and not where it reads', async () => {
    await tell('request', 'POST', '/Tickets', '--data', 'summary=By request');
    await tell('request', 'GET', '/Tickets');
    expect(await logged()).toMatchObject([{ action: 'call', resource: 'POST /Tickets', sent: { summary: 'By request' } }]);
  });

  it.each([
    [['/Tickets?search=what?&x=1'], '/Tickets?search=what%3F&x=1'],
    [['/Tickets?id=1&id=2', '--param', 'id=3', '--param', 'id=4'], '/Tickets?id=1&id=2&id=3&id=4'],
    [['/Tickets?filter={"a":[1]}'], '/Tickets?filter=%7B%22a%22%3A%5B1%5D%7D'],
    [['api/Tickets'], '/Tickets'],
  ])('of %j asks for %s', async (words, url) => {
    const dry = await tell('request', 'GET', ...words, '--dry-run', '--json');
    expect(JSON.parse(dry.stdout).url).toBe(`${sandbox.url}/api${url}`);
  });

  it.each(['https://elsewhere.example/Tickets', 'ftp://elsewhere.example/Tickets', ' HTTP://elsewhere.example/Tickets'])(
    'to %s is refused',
    async (address) => {
      const refused = await tell('request', 'GET', address);
      expect(refused).toMatchObject({ exit: 2, stderr: expect.stringContaining('without the host') });
    },
  );

  it('sends every part of a form, also where two have one name', async () => {
    for (const name of ['a.txt', 'b.txt']) await writeFile(join(folder, name), name);
    const form = ['a.txt', 'b.txt'].flatMap((name) => ['--form', `file=@${join(folder, name)}`]);
    const dry = await tell('request', 'POST', '/Attachment/image', ...form, '--dry-run');
    expect(dry.stdout).toContain('"file": "(a.txt, 5 bytes), (b.txt, 5 bytes)"');
  });
});

describe('--data with the entries of a list', () => {
  const body = async (...data: string[]): Promise<unknown> => {
    const dry = await tell('invoices', 'create', ...data.flatMap((pair) => ['--data', pair]), '--dry-run', '--json');
    return JSON.parse(dry.stdout).body;
  };

  it('takes them in any order, and null as null', async () => {
    expect(await body('lines[1].qty_order:=2', 'lines[0].qty_order:=1')).toEqual([{ lines: [{ qty_order: 1 }, { qty_order: 2 }] }]);
    expect(await body('lines[0]:=null')).toEqual([{ lines: [null] }]);
  });

  it('does not make a line out of a gap between them', async () => {
    const refused = await tell('invoices', 'create', '--data', 'lines[1].qty_order:=2', '--dry-run');
    expect(refused).toMatchObject({ exit: 2, stderr: expect.stringContaining('lines[0] itself is missing. Nothing was sent') });
  });
});

describe('a guarded or rehearsed write', () => {
  it.each([
    ['update', '--summary', 'Unguarded'],
    ['delete', '--yes'],
  ])('by %s is refused where --if-unchanged names a field that there is not', async (verb, ...more) => {
    const refused = await tell('tickets', verb, '1236', ...more, '--if-unchanged', 'agnet_id=');
    expect(refused).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean "agent_id"? Nothing was sent.') });
    expect(sandbox.control.records('tickets').find(({ id }) => id === 1236)?.['summary']).not.toBe('Unguarded');
  });

  it.each([['update', '--summary', 'x'], ['delete']])('by %s of several says that it shows the first', async (verb, ...more) => {
    const dry = await tell('tickets', verb, '1236', '1237', ...more, '--dry-run');
    expect(dry).toMatchObject({ exit: 0, stderr: 'This is the first of 2 requests.\nA dry run: nothing was sent.\n' });
  });
});

describe('a log that cannot be read', () => {
  it('is not told to be one without writes, and a write beside it is still told', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await mkdir(join(own, 'writes.log'));
    const run = (...line: string[]): Promise<Spoken> =>
      halo(line, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: own } });
    for (const line of [['writes'], ['undo', '--yes']])
      expect(await run(...line)).toMatchObject({
        exit: 1,
        stdout: '',
        stderr: expect.stringMatching(/writes\.log cannot be used: it is a folder/),
      });
    expect(await run('tickets', 'update', '1234', '--summary', 'Told')).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining('the log of writes could not be kept'),
    });
  });
});
