import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** The last known state of an incident, by column; `?`, which stands for nothing, is an empty text. */
export type Incident = Readonly<Record<string, string>>;

/** The event log as text: a file, unpacked where its name ends in .gz, or rows that are made up. */
export const openLog = (file: string): Readable =>
  file.endsWith('.gz') ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);

/** Made-up rows as a text to read. */
export const logOf = (lines: Iterable<string>): Readable => Readable.from(lines);

/** Two columns are headed `category`, the second one is the sub-category; some copies of the log head the state `ident_state`. */
const nameColumns = (heading: readonly string[]): string[] =>
  heading.map((name, at) => {
    if (name === 'ident_state') return 'incident_state';
    return name === 'category' && heading.indexOf('category') < at ? 'subcategory' : name;
  });

/**
 * Streams the incidents of an event log, one for all events of a number: the state with the highest `sys_mod_count`.
 * The events of an incident stand together in the log, so no more than one incident is held at a time.
 */
export async function* readIncidents(log: Readable): AsyncGenerator<Incident> {
  const rows = log.pipe(parse({ columns: nameColumns }));
  log.once('error', (error) => rows.destroy(error));
  let latest: Incident | undefined;
  for await (const row of rows as AsyncIterable<Incident>) {
    if (latest && latest.number !== row.number) {
      yield withoutMarks(latest);
      latest = row;
    } else if (!latest || Number(row.sys_mod_count) >= Number(latest.sys_mod_count)) latest = row;
  }
  if (latest) yield withoutMarks(latest);
}

/** Done for the rows that are kept, since a cast inside the parser would cost more than the parsing. */
const withoutMarks = (row: Incident): Incident =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === '?' ? '' : value]),
  );
