import { InvalidArgumentError } from 'commander';
import { isIsoDate } from 'halopsa-ground';
import { about } from '../../../about.js';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { collectPair } from '../../../flags/pairs.js';
import { rowsOf } from '../../../output/answered.js';
import { completeness } from '../../../output/completeness.js';
import { parseId } from '../../record-id.js';

/** `halo reports run <id>`: runs a saved report over a period and prints its rows. */
export const command: CommandSpec = defineCommand({
  description: 'Run one report and print its rows.',
  arguments: { text: argument('<id>', 'int id of the report') },
  options: {
    from: option('--from <date>', 'first day of the period', { parse: day }),
    to: option('--to <date>', 'last day of the period', { parse: day }),
    clientId: option('--client-id <int>', 'of this client only', {
      parse: (text: string) => Number(parseId(text, 'int', 'client id')),
    }),
    filter: option('--filter <column=value>', 'only rows with this value; may be repeated', {
      parse: collectPair,
    }),
  },
  shared: 'first',
  example: 'halo reports run 45 --from 2026-01-01 --to 2026-12-31 --output csv',
  async run({ text, from, to, clientId, filter }, { client, host, printer, note, noteColours }) {
    const id = Number(parseId(text, 'int', 'id of the report'));
    const report = await about(
      `report ${id}`,
      (await client()).reports.get(id, {}, { signal: host.signal }),
    );
    const params = { start_date: from, end_date: to, client_id: clientId, ...filter };
    const result = await about(`report ${id}`, report.run(params, { signal: host.signal }));
    const shown = await printer.rows(rowsOf(result.rows), result.columns);
    note(noteColours.dim(completeness(shown, shown, false)));
  },
});

function day(text: string): string {
  if (text.length === 10 && isIsoDate(text)) return text;
  throw new InvalidArgumentError('It takes a day such as 2026-11-21.');
}
