import { type Command, Option } from 'commander';
import { withContext } from '../context.js';
import { flagParser } from '../flags/flag-value.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';
import { UsageError } from '../usage-error.js';
import { auditPath, readWrites } from '../writes/audit-log.js';

/** `halo writes`: what was written from this computer, newest first. */
export function addWritesCommand(program: Command, host: Host): void {
  const command = program
    .command('writes')
    .summary('show what was written from this computer')
    .description('Show the log of writes, newest first: who, when, what, before and after. Nothing is asked of the server.')
    .addOption(new Option('--limit <int>', 'entries at the most').argParser(flagParser('int')!.parse).default(20))
    .addHelpText('after', '\nExample:\n  halo writes --limit 5 --json');
  addSharedOptions(command).action(({ limit }: { limit: number }, running: Command) =>
    withContext(running, host, async ({ printer, note }) => {
      if (limit < 1) throw new UsageError('--limit starts at 1.');
      const writes = (await readWrites({ host, note })).reverse().slice(0, limit);
      if (writes.length === 0) note(`Nothing was written yet; the log will be ${auditPath(host)}.`);
      await printer.rows(
        writes.map((entry) => ({ ...entry })),
        ['at', 'who', 'action', 'resource', 'id', 'tenant'],
      );
    }),
  );
}
