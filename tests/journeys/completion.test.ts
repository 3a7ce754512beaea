import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { matchesCapture } from './support/capture.js';
import { startTenant, type Tenant } from './support/tenant.js';
import { hasProgram, openTerminal, type Shell, type Terminal } from './support/terminal.js';

let tenant: Tenant;
let terminal: Terminal | undefined;
beforeAll(async () => {
  if (!hasProgram('tmux')) throw new Error('These journeys need tmux, which is not installed: apt-get install tmux.');
  tenant = await startTenant();
});
afterAll(() => tenant?.close());
afterEach(() => terminal?.close());

/** How each shell is taught, as the first line of its script says. */
const lessons: Readonly<Record<Shell, string>> = {
  bash: 'eval "$(halo completion bash)"',
  zsh: 'autoload -U compinit; compinit -u -d "$HALO_STATE_DIR.zsh"; eval "$(halo completion zsh)"',
  fish: 'halo completion fish | source',
};

describe.each(Object.entries(lessons) as [Shell, string][])('completion in %s', (shell, lesson) => {
  it('knows topics, verbs, flags and live ids', async (context) => {
    if (!hasProgram(shell)) return context.skip(`${shell} is not installed, so its completion was not tried: apt-get install ${shell}.`);
    terminal = openTerminal(tenant.env, { shell });
    terminal.type(`${lesson}; clear; echo ready`);
    terminal.press('Enter');
    await terminal.until(/^ready/m);
    for (const [typed, completed] of [
      ['halo ticket-typ', /halo ticket-type/],
      ['halo tickets upd', /halo tickets update *$/m],
      ['halo tickets list --open-o', /--open-only *$/m],
    ] as const) {
      terminal.type(typed);
      terminal.press('Tab');
      await terminal.until(completed);
      terminal.press('C-u');
    }
    terminal.type('halo teams get ');
    terminal.press('Tab');
    terminal.press('Tab');
    const screen = await terminal.until(/\b1\b[\s\S]*\b7\b/);
    if (shell !== 'bash') expect(screen).toContain('Infrastructure');
    await matchesCapture(`completion-${shell}`, screen);
  });
});
