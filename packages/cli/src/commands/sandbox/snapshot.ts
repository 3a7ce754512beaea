import type { Command } from 'commander';
import { pathPart } from 'halopsa-ground';
import type { Host } from '../../host.js';
import { UsageError } from '../../usage-error.js';
import { addLever } from './lever.js';

/** `halo sandbox snapshot save`, `load`, `diff`, `list` and `remove`. */
export function addSnapshotCommands(sandbox: Command, host: Host): void {
  const snapshot = sandbox
    .command('snapshot')
    .summary('keep a moment and go back to it')
    .description('Keep the records of a moment and go back to it.')
    .addHelpText('after', '\nExample:\n  halo sandbox snapshot save before-import');
  const labelled = (name: string, summary: string): Command =>
    snapshot
      .command(name)
      .summary(summary)
      .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
      .argument('<label>', 'its name')
      .addHelpText('after', `\nExample:\n  halo sandbox snapshot ${name} before-import`);
  const path = (label: string): string => {
    const part = pathPart(label);
    if (part !== undefined) return `snapshots/${part}`;
    throw new UsageError(`${JSON.stringify(label)} cannot be the name of a snapshot. Nothing was changed.`, {
      nextStep: 'Name it without slashes, backslashes and control characters, and not by dots alone.',
    });
  };
  addLever(labelled('save', 'keep all records under a name'), host, async ({ pull }, { note }, label: string) => {
    await pull('POST', path(label));
    note(`The records of this moment are kept as ${label}.`);
  });
  addLever(labelled('load', 'go back to a moment that was kept'), host, async ({ pull }, { note }, label: string) => {
    await pull('POST', path(label), { load: true });
    note(`The sandbox holds the records of ${label} again.`);
  });
  addLever(labelled('diff', 'show what has changed since'), host, async ({ pull }, { printer }, label: string) =>
    printer.value(await pull('GET', path(label))),
  );
  addLever(labelled('remove', 'forget a moment'), host, async ({ pull }, { note }, label: string) => {
    const known = await pull('DELETE', path(label));
    note(known === true ? `${label} is forgotten.` : `There is no snapshot named ${label}.`);
  });
  addLever(
    snapshot
      .command('list')
      .summary('show what was kept')
      .description('Show the moments that were kept.')
      .addHelpText('after', '\nExample:\n  halo sandbox snapshot list'),
    host,
    async ({ pull }, { printer }) => {
      const labels = (await pull('GET', 'snapshots')) as string[];
      await printer.rows(
        labels.map((label) => ({ label })),
        ['label'],
      );
    },
  );
}
