import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { homeOf, launcher } from './halo-process.js';

/** Whether a program is on this computer. */
export const hasProgram = (name: string): boolean => spawnSync(name, ['-V'], { stdio: 'ignore' }).error === undefined;

/** Patience with a busy machine, in looks of some milliseconds each. */
const looks = 1200;

/** A terminal with a shell in it, in which somebody types. */
export interface Terminal {
  /** Types text as it is. */
  type(text: string): void;
  /** Presses a key by tmux's name for it, for example `Enter`, `Tab`, `C-c`. */
  press(key: string): void;
  /** What is on the screen. */
  screen(): string;
  /** Waits until the screen shows this. */
  until(pattern: RegExp): Promise<string>;
  close(): void;
}

/** How each shell is started without the settings of the person who runs the tests. */
const shells = {
  bash: "PS1='$ ' exec bash --norc --noprofile",
  zsh: "PS1='$ ' exec zsh -f",
  fish: `exec fish --no-config --init-command 'function fish_prompt; echo -n \\$\\ ; end; function fish_greeting; end'`,
} as const;

/** A shell that the tests type in. */
export type Shell = keyof typeof shells;

interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly shell?: Shell;
}

/** Opens a terminal in tmux, with `halo` on the path and the variables set. */
export function openTerminal(env: Readonly<Record<string, string>>, options: TerminalOptions = {}): Terminal {
  const { columns = 80, rows = 24, shell = 'bash' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'halo-terminal-'));
  const name = randomUUID();
  const tmux = (...words: string[]): string => execFileSync('tmux', ['-L', name, ...words], { encoding: 'utf8' });
  writeFileSync(join(folder, 'halo'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`, { mode: 0o755 });
  const variables = {
    ...homeOf(),
    ...env,
    PATH: `${folder}:${process.env['PATH']}`,
    HISTFILE: '',
    LC_ALL: 'C.UTF-8',
    NO_COLOR: env['NO_COLOR'] ?? '',
  };
  const settings = Object.entries(variables).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), ...settings, shells[shell]);
  const screen = (): string => tmux('capture-pane', '-p').trimEnd();
  return {
    type: (text) => void tmux('send-keys', '-l', text),
    press: (key) => void tmux('send-keys', key),
    screen,
    async until(pattern) {
      for (let look = 0; look < looks; look += 1) {
        const seen = screen();
        if (pattern.test(seen)) return seen;
        await pause(10);
      }
      throw new Error(`The screen never showed ${String(pattern)}:\n${screen()}`);
    },
    close() {
      tmux('kill-server');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
