import { createVirtualClock } from 'halopsa-sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matchesCapture } from './support/capture.js';
import { startTenant, type Tenant } from './support/tenant.js';
import { hasProgram, openTerminal, type Terminal } from './support/terminal.js';

let tenant: Tenant;
let terminal: Terminal;

beforeAll(async () => {
  if (!hasProgram('tmux')) throw new Error('These journeys need tmux, which is not installed: apt-get install tmux.');
  tenant = await startTenant();
});
afterAll(() => tenant?.close());
beforeEach(() => {
  terminal = openTerminal(tenant.env);
});
afterEach(() => terminal?.close());

const enter = (line: string): void => {
  terminal.type(line);
  terminal.press('Enter');
};

describe('in a terminal of 80 columns', () => {
  it('a table fits, cut with an ellipsis, and says how much there is', async () => {
    enter('clear; halo tickets list --page-size 5');
    const screen = await terminal.until(/^5 of 2,\d+; --all fetches every page/m);
    const lines = screen.split('\n').filter((line) => /^\d+ /.test(line));
    expect(lines.filter((line) => /^\d{4} /.test(line)).length).toBeGreaterThanOrEqual(5);
    expect(screen).toMatch(/^id +summary +client_name +status_name/m);
    expect(screen.indexOf('--all fetches')).toBeGreaterThan(screen.indexOf(lines.at(-1)!));
    expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    await matchesCapture('table-of-80-columns', screen);
  });

  it('what is longer than the screen goes to the pager, and q leaves it', async () => {
    terminal.type('clear; HALO_PAGER="less -P PAGED" halo tickets list');
    terminal.press('Enter');
    await terminal.until(/^PAGED$/m);
    expect(terminal.screen()).toMatch(/^id +summary/m);
    await matchesCapture('pager', terminal.screen());
    terminal.press('q');
    await terminal.until(/--all fetches every page\n\S*[$#]/);
  });

  it('Ctrl-C stops a list in the middle, and the prompt is back at once', async () => {
    tenant.sandbox.control.setLatency(150);
    try {
      enter('clear; halo tickets list --all --page-size 10 --no-pager; echo "ended with $?"');
      await terminal.until(/\d+ of 2,\d+ rows, /);
      terminal.press('C-c');
      expect(await terminal.until(/ended with \d+/)).toMatch(/error: Stopped\.[\s\S]*ended with 130/);
    } finally {
      tenant.sandbox.control.setLatency(0);
    }
  });

  it('Ctrl-C in a write says that it may have been made', async () => {
    tenant.sandbox.control.faults.add({ kind: 'hang', operation: 'tickets.upsert' });
    try {
      tenant.sandbox.control.requestLog.clear();
      enter('clear; halo tickets create --summary interrupted --verbose; echo "ended with $?"');
      await terminal.until(/> POST \S+\/Tickets/);
      terminal.press('C-c');
      const screen = await terminal.until(/ended with \d+/);
      await matchesCapture('interrupted-write', screen);
      expect(screen).toMatch(/A write that was under way may have been made\.[\s\S]*ended with 130/);
    } finally {
      tenant.sandbox.control.faults.clear();
    }
  });

  it('a delete asks, and Enter means no', async () => {
    enter('clear; halo tickets delete 1234');
    await terminal.until(/Delete ticket 1234\?/);
    terminal.press('Enter');
    await matchesCapture('delete-asks', await terminal.until(/Nothing was deleted/));
    expect(tenant.sandbox.control.records('tickets').some(({ id }) => id === 1234)).toBe(true);
  });

  it('a pipe gets whole columns without colours, and a delete behind one is not asked about', async () => {
    enter('clear; halo tickets list --columns id,summary,client_name,user_name,reportedby,dateoccurred | wc -L');
    const widest = /^(\d+)$/m.exec(await terminal.until(/^\d+$/m))?.[1];
    expect(Number(widest)).toBeGreaterThan(80);
    enter('clear; halo tickets delete 1234 < /dev/null; echo "ended with $?"');
    await matchesCapture('no-terminal', await terminal.until(/ended with 2/));
  });

  it('colours are shown, and NO_COLOR takes them away', async () => {
    enter(`clear; script -qec "halo tickets get 1234 --columns id" /dev/null | od -c | head -3`);
    await terminal.until(/033 +\[ +1 +m/);
    enter(`clear; NO_COLOR=1 script -qec "halo tickets get 1234 --columns id" /dev/null | od -c | head -3; echo end`);
    expect(await terminal.until(/^end/m)).not.toContain('033');
  });
});

describe('the same tickets at other widths', () => {
  let still: Tenant;
  beforeAll(async () => {
    still = await startTenant({ clock: createVirtualClock({ start: '2026-12-01T12:00:00Z', autoAdvance: true }) });
  });
  afterAll(() => still?.close());

  it.each([
    [60, 'status_name'],
    [80, 'priority_name'],
    [120, 'dateoccurred'],
  ])('of %i columns: what does not fit is named from %s on, and one ticket is read as it is', async (columns, first) => {
    terminal.close();
    terminal = openTerminal({ ...still.env, TZ: 'UTC' }, { columns, rows: 40 });
    await terminal.until(/[$#]\s*$/);
    enter('clear; halo tickets list --page-size 6');
    const list = await terminal.until(/^6 of 2,\d+; --all fetches every page\n\S*[$#]/m);
    enter('clear; halo tickets show 3044');
    const one = await terminal.until(/^#3044[\s\S]*\n\S*[$#]/m);
    expect(Math.max(...[list, one].flatMap((screen) => screen.split('\n').map((line) => line.length)))).toBeLessThanOrEqual(columns);
    expect(list).toContain(`No room for ${first}`);
    const shown = [`$ halo tickets list --page-size 6\n${list}`, `$ halo tickets show 3044\n${one}`];
    await matchesCapture(`tickets-${columns}`, shown.map((screen) => screen.replace(/\n\S*[$#]\s*$/, '')).join('\n\n'), { dates: 'kept' });
  });
});
