import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownEntries } from './support/all-commands.js';
import { halo, type Spoken, testHost } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-odd-values-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => sandbox.control.requestLog.clear());

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });
const requests = (): number => sandbox.control.requestLog.list().length;

describe('an empty value', () => {
  it.each(['--out', '--template', '--sort', '--columns', '--query', '--tz', '--profile', '--max-wait'])(
    'of %s is refused before a write is sent',
    async (flag) => {
      expect(await tell('tickets', 'create', '--summary', 'x', flag, '')).toMatchObject({ exit: 2, stdout: '' });
      expect(requests()).toBe(0);
    },
  );

  it.each(['--tenant-url', '--client-id', '--client-secret', '--scope', '--tenant'])(
    'of %s, as of a variable that is not set, does not lead to the tenant of the environment',
    async (flag) => {
      expect(await tell(flag, '', 'tickets', 'list')).toMatchObject({ exit: 2 });
      expect(requests()).toBe(0);
    },
  );
});

describe('a template', () => {
  it.each(['{{id', 'id}}', '{{}}', '{{id}} {{ name'])('%j is refused before a write is sent', async (template) => {
    expect(await tell('tickets', 'create', '--summary', 'x', '--template', template)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('--template'),
    });
    expect(requests()).toBe(0);
  });

  it('tells of a field that no row has', async () => {
    const listed = await tell('tickets', 'list', '--page-size', '2', '--template', '{{id}} {{clientname}} {{.}}');
    expect(listed.stderr).toContain('The rows have no field "clientname".');
    expect(listed.stderr).not.toContain('"id"');
    expect((await tell('tickets', 'list', '--page-size', '2', '--template', '{{client_name}}')).stderr).not.toContain('no field');
  });
});

describe('a value of a flag', () => {
  const dry = (...flags: string[]): Promise<Spoken> => tell('tickets', 'update', '1234', '--dry-run', ...flags);

  it.each(['05/06/2026', '11/29/2026', '5', '2026-02-30', '2026-13-01', '2026-11-29T25:00', 'Nov 29 2026', '20261129'])(
    'that two readers take for two days, or none for one, is no date: %s',
    async (text) => {
      expect(await dry('--dateoccurred', text)).toMatchObject({ exit: 2, stderr: expect.stringContaining('It takes a date') });
      expect(await dry('--data', `dateoccurred=${text}`)).toMatchObject({ exit: 2 });
      expect((await tell('reports', 'run', '45', '--from', text)).exit).toBe(2);
      expect(requests()).toBe(0);
    },
  );

  it.each([
    ['2026-11-29', '2026-11-29'],
    ['2026-11-29T09:30', '2026-11-29T08:30:00Z'],
    ['2026-11-29 09:30:00', '2026-11-29T08:30:00Z'],
    ['2026-11-29T09:30:00.123Z', '2026-11-29T09:30:00.123Z'],
    ['2028-02-29T09:30:00+01:00', '2028-02-29T09:30:00+01:00'],
  ])('is a date where all readers agree: %s', async (text, sent) =>
    expect(await dry('--dateoccurred', text, '--tz', 'Europe/Berlin')).toMatchObject({ exit: 0, stdout: expect.stringContaining(sent) }),
  );

  it.each(['0x1F', '0b1', '12345678901234567.89', '1e400', 'Infinity', '1_000', '', '.'])('is no number: %j', async (text) => {
    expect(await dry('--cost', text)).toMatchObject({ exit: 2 });
    expect(await dry('--data', `cost=${text}`)).toMatchObject({ exit: 2 });
  });

  it.each([
    ['5', 5],
    ['-0.1', -0.1],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['5.', 5],
  ])('is a number: %s', async (text, value) =>
    expect(await dry('--cost', text)).toMatchObject({ exit: 0, stdout: expect.stringContaining(`"cost": ${value},`) }),
  );
});

describe('a body', () => {
  it.each([
    ['GET', ['--data', '{}']],
    ['GET', ['--form', 'a=b']],
  ])('of a %s is refused, and no network is blamed', async (method, flags) => {
    expect(await tell('request', method, '/Tickets', ...flags)).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/a GET carries no body[\s\S]*Nothing was sent/),
    });
    expect(requests()).toBe(0);
  });

  it('with a day that the calendar does not have is refused, and never told as taken', async () => {
    const ended = await tell('tickets', 'update', '1234', '--data', '{"dateoccurred":"2026-02-30"}');
    expect(ended).toMatchObject({ exit: 1, stderr: expect.stringContaining('Could not convert string to DateTime') });
  });
});

it('help shows no empty list as a default', async () => {
  for (const { command } of await ownEntries(testHost())) expect(command.helpInformation()).not.toContain('default: []');
});

it('a wait that is too long is explained with the flag that allows it', async () => {
  const { judge } = await import('../src/report-error.js');
  const { HaloWaitError } = await import('halopsa');
  const error = new HaloWaitError('tickets.list', { waitMs: 900_000, maxWaitMs: 600_000, now: 0 });
  const { report } = judge(error, new AbortController().signal);
  expect(error.nextStep).toBe('Try again then, or raise maxWait. Nothing was sent.');
  expect(report?.nextStep).toBe('Try again then, or allow a longer wait with --max-wait. Nothing was sent.');
});

it.each([
  ['tickets list', 'id,sumary', 'summary'],
  ['tickets get 1234', 'summary,clientname', 'client_name'],
  ['clients show 12', 'id,nane', 'name'],
])('a column of %s that is misspelt is refused with the one that was meant: %s', async (line, columns, meant) => {
  const ended = await tell(...line.split(' '), '--columns', columns);
  expect(ended).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(`Did you mean "${meant}"?`) });
  expect(requests()).toBe(0);
});

it('a column that resembles no field is shown, since tenants have fields of their own', async () => {
  expect(await tell('tickets', 'get', '1234', '--columns', 'id,CFWarrantyOfTheCustomer')).toMatchObject({ exit: 0 });
});
