import type { Command } from 'commander';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { write } from '../../output/write.js';
import { addSharedOptions } from '../../shared-options.js';

const statusColumns = ['path', 'resource', 'mode', 'state', 'rows', 'done', 'failed', 'unknown', 'skipped', 'waiting'];

/** `halo bulk status|list|payload`: what a plan is and what became of it. Nothing is asked of the tenant. */
export function addLook(bulk: Command, host: Host): void {
  const planned = (name: string, summary: string, description: string): Command =>
    addSharedOptions(
      bulk.command(name).summary(summary).description(description).argument('<plan>', 'file that "halo bulk plan" has written'),
    ).addHelpText('after', `\nExample:\n  halo bulk ${name} tax.plan`);
  planned('status', 'show where a job stands', 'Show how many rows are done, failed, unknown and waiting.').action(
    (path: string, _options: unknown, running: Command) =>
      withContext(running, host, async ({ printer }) =>
        printer.record(await (await import('halopsa-bulk')).readStatus(path).then((status) => ({ ...status }))),
      ),
  );
  planned(
    'payload',
    'print what a plan would send, as JSON',
    'Print what "halo bulk apply" would send, as JSON for other programs: one array on each line.',
  ).action((path: string, _options: unknown, running: Command) =>
    withContext(running, host, async (context) => {
      const { payloads } = await import('halopsa-bulk');
      let hasCustomFields = false;
      for await (const body of payloads(path)) {
        hasCustomFields ||= body.some(({ id, customfields }) => id !== undefined && customfields !== undefined);
        await write(context.host.stdout, `${JSON.stringify(body)}\n`);
      }
      if (hasCustomFields)
        context.note('Some versions of Halo empty the custom fields that a body leaves out. "halo bulk apply" sends them all along.');
    }),
  );
  addList(bulk, host);
}

function addList(bulk: Command, host: Host): void {
  const list = bulk
    .command('list')
    .summary('list the jobs in a folder')
    .description('List the plans (*.plan) in a folder, newest first, with the state of each.')
    .argument('[folder]', 'folder to look in', '.')
    .addHelpText('after', '\nExample:\n  halo bulk list');
  addSharedOptions(list).action((folder: string, _options: unknown, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      const { listJobs } = await import('halopsa-bulk');
      await printer.rows(
        (await listJobs(folder)).map((job) => ({ ...job })),
        statusColumns,
      );
    }),
  );
}
