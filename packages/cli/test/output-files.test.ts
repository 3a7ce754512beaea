import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-output-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' } });
const place = (name: string): string => join(folder, name);
const made = (summary: string): number => sandbox.control.records('tickets').filter((ticket) => ticket['summary'] === summary).length;

it('an ending that is no format leaves the output as it is', async () => {
  const file = place('tickets.constructor');
  expect(await tell('tickets', 'list', '--page-size', '1', '--out', file)).toMatchObject({ exit: 0 });
  expect(await readFile(file, 'utf8')).toMatch(/^id {2,}summary/i);
});

describe('a write whose result cannot be shown', () => {
  it('is no mistake in the line: the ticket is made, and who reads the exit code does not make it again', async () => {
    const ended = await tell('tickets', 'create', '--summary', 'Made once', '--query', 'abs(summary)');
    expect(ended).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('Do not repeat a write for its output') });
    expect(ended.stderr).toContain('--query "abs(summary)" does not fit the result');
    expect(made('Made once')).toBe(1);
  });

  it('speaks of no write after a read, in words and in JSON', async () => {
    const read = await tell('tickets', 'list', '--query', '[].abs(summary)');
    expect(read).toMatchObject({ exit: 1, stderr: expect.stringContaining('Correct the expression and run the command again.') });
    expect(read.stderr).not.toMatch(/write|changed/);
    const piped = await tell('tickets', 'get', '1234', '--json', '--query', 'abs(summary)');
    expect(JSON.parse(piped.stderr.split('\n').at(-2)!).error.nextStep).not.toMatch(/write|changed/);
  });

  it('tells of a comparison that no record can meet, and prints what it finds', async () => {
    for (const more of [[], ['--json'], ['--output', 'ndjson']]) {
      const ended = await tell('tickets', 'list', '--query', "[?agent_id == '1'].id", ...more);
      expect(ended).toMatchObject({
        exit: 0,
        stderr: expect.stringMatching(/compares the number \d+ with the text "1", which are never equal/),
      });
    }
    expect(await tell('tickets', 'list', '--query', '[?agent_id == `1`].id')).not.toMatchObject({
      stderr: expect.stringContaining('never'),
    });
  });
});

// A device that is always full, pipes and links with the modes of Linux; elsewhere they are passed over. They run on Linux, in CI too.
describe.runIf(process.platform === 'linux')('--out', () => {
  it('on a disk that is full says that the write is made', async () => {
    const ended = await tell('tickets', 'create', '--summary', 'Disk full', '--json', '--out', '/dev/full');
    expect(ended.exit).toBe(1);
    expect(JSON.parse(ended.stderr.split('\n').at(-2)!).error).toMatchObject({
      code: 'cli/output',
      message: 'The file /dev/full could not be written (ENOSPC): the result is not shown, or not whole.',
    });
    expect(made('Disk full')).toBe(1);
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
    const read = await tell('tickets', 'get', '1234', '--json', '--out', '/dev/full');
    expect(JSON.parse(ended.stderr.split('\n').at(-2)!).error.nextStep).toContain('What the command wrote is written');
    expect(JSON.parse(read.stderr.split('\n').at(-2)!).error.nextStep).toBe('Make room, or choose another place. Nothing was changed.');
  });

  it('writes to a pipe and a device as they are, and does not put a file in their place', async () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', place('pipe')]);
    const [read, ended] = await Promise.all([
      readFile(place('pipe'), 'utf8'),
      tell('tickets', 'list', '--page-size', '1', '--json', '--columns', 'id', '--out', place('pipe')),
    ]);
    expect(ended.exit).toBe(0);
    expect(JSON.parse(read)).toHaveLength(1);
    expect((await stat(place('pipe'))).isFIFO()).toBe(true);
  });

  it('of a download follows a link, and leaves nothing behind where the file does not come whole', async () => {
    const [file] = sandbox.control.records('attachments');
    await writeFile(place('real.bin'), 'old');
    await symlink(place('real.bin'), place('link.bin'));
    const download = (out: string): Promise<Spoken> => tell('attachments', 'download', String(file!['id']), '--out', out);
    expect(await download(place('link.bin'))).toMatchObject({ exit: 0 });
    expect((await lstat(place('link.bin'))).isSymbolicLink()).toBe(true);
    expect(await readFile(place('real.bin'), 'utf8')).not.toBe('old');
    sandbox.control.faults.add({ kind: 'cut', operation: 'attachments.get' });
    const before = (await readdir(folder)).length;
    expect((await download(place('cut.bin'))).exit).toBe(1);
    sandbox.control.faults.clear();
    expect((await readdir(folder)).length).toBe(before);
    expect(await download('/dev/full')).toMatchObject({ exit: 1, stderr: expect.stringContaining('ENOSPC') });
  });

  it('follows a link and keeps the mode of the file that was there', async () => {
    await writeFile(place('real.json'), 'old');
    await chmod(place('real.json'), 0o600);
    await symlink(place('real.json'), place('link.json'));
    expect(await tell('tickets', 'get', '1234', '--out', place('link.json'))).toMatchObject({ exit: 0 });
    expect((await lstat(place('link.json'))).isSymbolicLink()).toBe(true);
    expect((await stat(place('real.json'))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(place('real.json'), 'utf8'))).toMatchObject({ id: 1234 });
  });

  it('of a folder is refused before anything is sent', async () => {
    const ended = await tell('tickets', 'create', '--summary', 'Into a folder', '--out', folder);
    expect(ended).toMatchObject({ exit: 2, stderr: expect.stringContaining('(EISDIR). Nothing was sent') });
    expect(made('Into a folder')).toBe(0);
  });

  it('of a dash is the standard output', async () => {
    const ended = await tell('tickets', 'list', '--page-size', '1', '--json', '--out', '-');
    expect(JSON.parse(ended.stdout)).toHaveLength(1);
  });

  it('of halo request gets the answer whatever its ending, and a dry run leaves it as it is', async () => {
    await writeFile(place('answer.txt'), 'kept');
    for (const line of [
      ['tickets', 'list'],
      ['request', 'GET', '/Tickets'],
    ]) {
      const dry = await tell(...line, '--dry-run', '--out', place('answer.txt'));
      expect(dry).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^GET http/) });
      expect(await readFile(place('answer.txt'), 'utf8')).toBe('kept');
    }
    expect(await tell('request', 'GET', '/Tickets/1234', '--out', place('answer.txt'))).toMatchObject({ exit: 0, stdout: '' });
    expect(JSON.parse(await readFile(place('answer.txt'), 'utf8'))).toMatchObject({ id: 1234 });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
