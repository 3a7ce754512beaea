import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputFormats } from '../src/shared-options.js';
import { halo, type Spoken } from './support/test-host.js';

/** A title for the window, hidden text, a screen that is wiped by one character, texts that run backwards, a picture that is fetched, a link. */
const hostile =
  '\u001b]0;owned\u0007\u001b[8mconcealed\u001b[28m\u009b2J\u202ereversed\rover\u061c\u2066x ![p](http://x.test/p) [l](javascript:x) <img src=x> http://x.test www.x.test';
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069]/;

let server: Server;
let tenant: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x');
    request.resume();
    const answer = (status: number, content: unknown): void => void response.writeHead(status).end(JSON.stringify(content));
    response.setHeader('content-type', 'application/json');
    if (pathname.endsWith('/token')) return answer(200, { access_token: 'a', token_type: 'Bearer', expires_in: 3600 });
    if (request.method === 'POST') return answer(400, { message: hostile });
    if (pathname.includes('Site'))
      return answer(200, { record_count: 1, sites: [{ id: 1, name: hostile, __proto__x: [hostile, { [hostile]: hostile }] }] });
    if (/Client\/\d/.test(pathname)) return answer(200, { id: 1, name: hostile, [`CF${hostile}`]: hostile });
    return answer(200, { record_count: 1, clients: [{ id: 1, name: hostile, [`CF${hostile}`]: hostile }] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tenant = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const tell = (terminal: boolean, ...argv: string[]): Promise<Spoken> =>
  halo(argv, {
    terminal,
    columns: 80,
    env: { HALO_TENANT_URL: tenant, HALO_CLIENT_ID: 'a', HALO_CLIENT_SECRET: 'b', NO_COLOR: '1', HALO_PAGER: '' },
  });

describe('a text of the server', () => {
  const formats = outputFormats.filter((format) => format !== 'xlsx');

  it.each(formats.flatMap((format) => [[format, 'list'] as const, [format, 'get'] as const]))(
    'cannot steer the terminal as %s of a %s',
    async (format, verb) => {
      const { exit, stdout } = await tell(true, 'clients', verb, ...(verb === 'get' ? ['1'] : []), '--output', format, '--no-pager');
      expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.stringContaining('reversed') });
      expect(stdout.replaceAll('\r\n', '\n')).not.toMatch(obeyed);
    },
  );

  it('has no live link and no picture in Markdown', async () => {
    const { stdout } = await tell(false, 'clients', 'list', '--output', 'markdown');
    expect(stdout).toContain('reversed');
    expect(stdout).not.toMatch(/(?<!\\)[[\]!]|<|(?<!\\)\/\/(?<!\\:\/\/)|www\.x/);
  });

  it.each(['json', 'ndjson', 'yaml'])('is exact in a pipe as %s, and escaped', async (format) => {
    const { stdout } = await tell(false, 'sites', 'list', '--output', format);
    expect(stdout).not.toMatch(obeyed);
    const { parse } = await import('yaml');
    expect(parse(stdout)).toMatchObject(
      format === 'ndjson' ? { name: hostile } : [{ name: hostile, __proto__x: [hostile, { [hostile]: hostile }] }],
    );
  });

  it.each([['--no-color'], ['--json']])('cannot steer it by an error with %s', async (flag) => {
    const { exit, stderr } = await tell(true, 'clients', 'create', '--data', 'name=x', flag);
    expect(exit).toBe(1);
    expect(stderr).toContain('reversed');
    expect(stderr.replaceAll('\r\u001b[K', '')).not.toMatch(obeyed);
  });

  it.each([['json'], ['ndjson']])('reaches a pipe whole as %s', async (format) => {
    const { stdout } = await tell(false, 'clients', 'list', '--output', format);
    const [row] =
      format === 'json'
        ? JSON.parse(stdout)
        : stdout
            .trim()
            .split('\n')
            .map((line: string) => JSON.parse(line));
    expect(row.name).toBe(hostile);
  });
});

describe('a field that is none', () => {
  it.each(['hasOwnProperty', 'constructor', 'toString', '__proto__'])('named %s is empty and told', async (name) => {
    expect((await tell(false, 'clients', 'list', '--template', `<{{${name}}}>`)).stdout).toBe('<>\n');
    const listed = await tell(false, 'clients', 'list', '--columns', `id,${name}`, '--output', 'ndjson');
    expect(JSON.parse(listed.stdout)).toMatchObject({ id: 1 });
    expect(listed.stderr).toContain(`The rows have no field "${name}"`);
  });

  it('is told where the rows were to be sorted by it', async () => {
    const sorted = await tell(false, 'clients', 'list', '--sort', '-nam', '--columns', 'id', '--query', '[].id');
    expect(sorted.stderr).toContain('The rows have no field "nam". Did you mean "name"?');
  });

  it('is no list of columns', async () => {
    expect(await tell(false, 'clients', 'list', '--columns', ', ')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('--columns names no field. Nothing was sent.'),
    });
  });
});
