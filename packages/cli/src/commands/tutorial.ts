import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { tutorialSteps } from '../data/tutorial-steps.js';
import { type Host, isInteractive } from '../host.js';
import { Interrupted } from '../interrupted.js';

/** `halo tutorial`: ten commands in a throw-away sandbox, each shown, explained and run. */
export const command: CommandSpec = defineCommand({
  description:
    'Walk through ten commands in a throw-away sandbox. Enter runs the next one; nothing touches your tenant.',
  example: 'halo tutorial',
  async run(_, { host, note, noteColours }, cli) {
    const { createSandbox } = await import('halopsa-sandbox');
    await using server = await createSandbox().serve();
    await using folder = await temporaryFolder();
    const inside = insideSandbox(host, server.url, folder.path);
    for (const [at, { title, words }] of tutorialSteps.entries()) {
      note(
        `\n${noteColours.bold(`${at + 1}. ${title}`)}\n   $ halo ${words.map(quoted).join(' ')}`,
      );
      await waitForEnter(host);
      await cli.run(words, inside);
    }
    note(
      '\nThat was it. "halo configure" connects your own tenant; "halo --sandbox <anything>" tries things out at any time.',
    );
  },
});

/** The same terminal, another tenant, and nothing of the person's own settings. */
const insideSandbox = (host: Host, url: string, folder: string): Host => ({
  ...host,
  env: {
    ...host.env,
    HALO_TENANT_URL: url,
    HALO_CLIENT_ID: 'sandbox',
    HALO_CLIENT_SECRET: 'sandbox',
    HALO_PROFILE: '',
    HALO_CONFIG: join(folder, 'config.yaml'),
    HALO_STATE_DIR: folder,
    HALO_PAGER: '',
  },
});

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'halo-tutorial-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const quoted = (word: string): string => (/^[\w./=,-]+$/.test(word) ? word : `"${word}"`);

/** Who has no terminal sees all of it at once. */
async function waitForEnter(host: Host): Promise<void> {
  if (!isInteractive(host)) return;
  const prompts = await import('@clack/prompts');
  const streams = {
    input: host.stdin as NodeJS.ReadStream,
    output: host.stderr as NodeJS.WriteStream,
    signal: host.signal,
  };
  const answer = await prompts.confirm({
    message: 'Run it?',
    active: 'Yes',
    inactive: 'Stop',
    initialValue: true,
    ...streams,
  });
  if (answer !== true)
    throw new Interrupted('The tutorial has ended. Your tenant was not touched.');
}
