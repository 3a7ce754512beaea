import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './support/tenant.js';

/** A path as it is typed on Windows. Elsewhere it is the name of a file in the folder at hand, backslashes and all. */
const windows = process.platform === 'win32';
let tenant: Tenant;
let cwd: string;
let path: (name: string) => string;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  cwd = await mkdtemp(join(tmpdir(), 'halo-paths-'));
  path = (name) => (windows ? join(cwd, name) : `C:\\x y\\${name}`);
  if (!windows) await mkdir(cwd, { recursive: true });
});
afterAll(async () => {
  await tenant.close();
  await rm(cwd, { recursive: true });
});

const fileAt = (name: string): string => (windows ? path(name) : join(cwd, path(name)));

describe('paths with a drive and backslashes', () => {
  it('name the file of --data', async () => {
    await writeFile(fileAt('team.json'), '\uFEFF{"name": "From Windows"}\r\n');
    const { exit, stdout } = await tenant.launch(['teams', 'create', '--data', `@${path('team.json')}`, '--json'], { cwd });
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'From Windows' });
  });

  it('name the file of --out, whose ending says the format', async () => {
    const { exit, stdout } = await tenant.launch(['teams', 'list', '--columns', 'id,name', '--out', path('teams.csv')], { cwd });
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(await readFile(fileAt('teams.csv'), 'utf8')).toMatch(/^\ufeffid,name\n1,/);
  });

  it('name the file that is uploaded, and its last part is its name', async () => {
    await writeFile(fileAt('photo.txt'), 'a photo');
    const { exit, stderr } = await tenant.launch(['attachments', 'upload', path('photo.txt'), '--ticket-id', '1234'], { cwd });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.stringMatching(/^Uploaded photo\.txt as attachment \d+\.\n$/) });
  });

  it('are reported as they were typed where the file does not exist', async () => {
    const { exit, stderr } = await tenant.launch(['teams', 'create', '--data', `@${path('none.json')}`], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toContain(`--data names the file ${path('none.json')}, which cannot be read (ENOENT).`);
  });
});
