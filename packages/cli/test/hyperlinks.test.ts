import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutLinks } from '../src/output/hyperlinks.js';
import { halo, type TestHostOptions } from './support/test-host.js';

let server: RunningServer;
beforeAll(async () => {
  server = await createSandbox({ seed: 'small' }).serve();
});
afterAll(() => server.close());

const modern = { TERM_PROGRAM: 'WezTerm' };

/** What a line shows on a terminal of this kind, or in a pipe. */
async function shown(
  line: string,
  env: Record<string, string>,
  options: TestHostOptions = { terminal: true, columns: 80 },
): Promise<string> {
  const tenant = { HALO_TENANT_URL: server.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_PAGER: '' };
  return (await halo(line.split(' '), { ...options, env: { ...tenant, ...env } })).stdout;
}

const list = 'tickets list --page-size 3';

describe('ids in a table', () => {
  it('lead to the pages of their records, and the table keeps its widths', async () => {
    const linked = await shown(list, modern);
    const ids = [...linked.matchAll(/^(?:\u001B\[2m)?\u001B\]8;;(\S+?)\u0007(\d+)\u001B\]8;;\u0007/gm)].map(([, address, id]) => [
      address,
      id,
    ]);
    expect(ids).toHaveLength(3);
    expect(ids).toEqual(ids.map(([, id]) => [`${server.url}/tickets?id=${id}`, id]));
    expect(withoutLinks(linked)).toBe(await shown(list, {}));
  });

  it('of one record lead to its page', async () => {
    expect(await shown('clients get 12', modern)).toContain(`\u001B]8;;${server.url}/customers?clientid=12\u000712\u001B]8;;\u0007\n`);
  });

  it.each([
    ['with --no-hyperlinks', `${list} --no-hyperlinks`, modern],
    ['with --no-color', `${list} --no-color`, modern],
    ['with NO_COLOR', list, { ...modern, NO_COLOR: '1' }],
    ['with FORCE_HYPERLINK=0', list, { ...modern, FORCE_HYPERLINK: '0' }],
    ['on a terminal that is not known to show links', list, { TERM: 'xterm-256color' }],
    ['of what Halo has no page for', 'statuses list', modern],
    ['in a throw-away sandbox', `--sandbox ${list}`, modern],
    ['in JSON', `${list} --json`, modern],
  ])('lead nowhere %s', async (_case, line, env) => {
    const text = await shown(line, env);
    expect(text).toMatch(/\d/);
    expect(text).not.toContain('\u001B]8');
  });

  it('lead nowhere in a pipe', async () => {
    expect(await shown(list, { ...modern, FORCE_HYPERLINK: '1' }, {})).not.toContain('\u001B]8');
  });
});
