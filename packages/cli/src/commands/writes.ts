import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { option } from '../core/inputs.js';
import { wholeNumber } from '../flags/flag-value.js';
import { UsageError } from '../usage-error.js';
import { auditPath, readWrites } from '../writes/audit-log.js';

/** `halo writes`: what was written from this computer, newest first. */
export const command: CommandSpec = defineCommand({
  description:
    'Show the log of writes, newest first: who, when, what, before and after. Nothing is asked of the server.',
  options: {
    limit: option('--limit <int>', 'entries at the most', { parse: wholeNumber, default: 20 }),
  },
  example: 'halo writes --limit 5 --json',
  async run({ limit }, { host, printer, note }) {
    if (limit < 1) throw new UsageError('--limit starts at 1.');
    const writes = (await readWrites({ host, note })).entries.toReversed().slice(0, limit);
    if (writes.length === 0) note(`Nothing was written yet; the log will be ${auditPath(host)}.`);
    await printer.rows(
      writes.map((entry) => ({ ...entry })),
      ['at', 'who', 'action', 'resource', 'id', 'tenant'],
    );
  },
});
