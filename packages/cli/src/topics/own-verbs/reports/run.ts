import { type Command, InvalidArgumentError, Option } from 'commander';
import { about } from '../../../about.js';
import { withContext } from '../../../context.js';
import { completeness } from '../../../output/completeness.js';
import { collectPair } from '../../record-flags.js';
import { parseId } from '../../record-id.js';
import type { VerbSetting } from '../../verb.js';

interface RunOptions {
  readonly from?: string;
  readonly to?: string;
  readonly clientId?: number;
  readonly filter?: Record<string, string>;
}

/** `halo reports run <id>`: runs a saved report over a period and prints its rows. */
export function addRunReport({ command, host }: VerbSetting): void {
  command
    .argument('<id>', 'int id of the report')
    .addOption(new Option('--from <date>', 'first day of the period').argParser(day))
    .addOption(new Option('--to <date>', 'last day of the period').argParser(day))
    .option('--client-id <int>', 'of this client only', (text) => Number(parseId(text, 'int', 'client id')))
    .option('--filter <column=value>', 'only rows with this value; may be repeated', collectPair);
  command.action((text: string, options: RunOptions, running: Command) =>
    withContext(running, host, async ({ client, printer, note, noteColours }) => {
      const id = Number(parseId(text, 'int', 'id of the report'));
      const { from, to, clientId, filter } = options;
      const report = await about(`report ${id}`, (await client()).reports.get(id, {}, { signal: host.signal }));
      const params = { start_date: from, end_date: to, client_id: clientId, ...filter };
      const result = await about(`report ${id}`, report.run(params, { signal: host.signal }));
      const shown = await printer.rows(result.rows, result.columns);
      note(noteColours.dim(completeness(shown, shown, false)));
    }),
  );
}

function day(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('It takes a day such as 2026-11-21.');
}
