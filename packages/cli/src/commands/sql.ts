import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { wholeNumber } from '../flags/flag-value.js';
import type { Host } from '../host.js';
import { rowsOf } from '../output/answered.js';
import { completeness } from '../output/completeness.js';
import { UsageError } from '../usage-error.js';

/** `halo sql "select ..."`: runs a query as an unsaved report. */
export const command: CommandSpec = defineCommand({
  description:
    "Run one SELECT over Halo's database as an unsaved report and print its rows. Needs the scope edit:reporting.",
  arguments: { given: argument('<query>', 'the SELECT, @file, or - for the standard input') },
  options: { limit: option('--limit <int>', 'rows at the most', { parse: wholeNumber }) },
  example: 'halo sql "select top 5 faultid, symptom from faults order by faultid desc"',
  async run({ given, limit }, { client, host, printer, note, noteColours }) {
    const sql = await readQuery(given, host);
    const result = await (await client()).reports.query(sql, { limit, signal: host.signal });
    const shown = await printer.rows(rowsOf(result.rows), result.columns);
    note(noteColours.dim(completeness(shown, shown, false)));
  },
});

async function readQuery(given: string, { stdin }: Host): Promise<string> {
  if (given === '-') return readAll(stdin);
  if (!given.startsWith('@')) return given;
  return readFile(given.slice(1), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The query names the file ${given.slice(1)}, which cannot be read (${cause.code}). Nothing was sent.`,
      { cause },
    );
  });
}
