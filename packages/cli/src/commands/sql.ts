import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { withContext } from '../context.js';
import { flagParser } from '../flags/flag-value.js';
import type { Host } from '../host.js';
import { completeness } from '../output/completeness.js';
import { addSharedOptions } from '../shared-options.js';
import { UsageError } from '../usage-error.js';

/** `halo sql "select ..."`: runs a query as an unsaved report. */
export function addSqlCommand(program: Command, host: Host): void {
  const command = program
    .command('sql')
    .summary('run a query as a report')
    .description("Run one SELECT over Halo's database as an unsaved report and print its rows. Needs the scope edit:reporting.")
    .argument('<query>', 'the SELECT, @file, or - for the standard input')
    .option('--limit <int>', 'rows at the most', flagParser('int')!.parse)
    .addHelpText('after', '\nExample:\n  halo sql "select top 5 faultid, symptom from faults order by faultid desc"');
  addSharedOptions(command).action((given: string, options: { limit?: number }, running: Command) =>
    withContext(running, host, async ({ client, printer, note, noteColours }) => {
      const sql = await readQuery(given, host);
      const result = await (await client()).reports.query(sql, { limit: options.limit, signal: host.signal });
      const shown = await printer.rows(result.rows, result.columns);
      note(noteColours.dim(completeness(shown, shown, false)));
    }),
  );
}

async function readQuery(given: string, { stdin }: Host): Promise<string> {
  if (given === '-') return readAll(stdin);
  if (!given.startsWith('@')) return given;
  return readFile(given.slice(1), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`The query names the file ${given.slice(1)}, which cannot be read (${cause.code}). Nothing was sent.`, { cause });
  });
}
