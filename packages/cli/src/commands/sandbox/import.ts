import { createReadStream } from 'node:fs';
import type { HaloRecord } from 'halopsa-sandbox';
import type { ImportTarget } from 'halopsa-sandbox/import';
import type { Context } from '../../context.js';
import type { CommandSpec } from '../../core/define-command.js';
import { argument, option } from '../../core/inputs.js';
import { defineLever } from '../../sandbox/define-lever.js';
import type { Levers } from '../../sandbox/levers.js';
import { readFileAsYaml } from '../../sandbox/read-file.js';
import { UsageError } from '../../usage-error.js';

/** `halo sandbox import`: the rows of a CSV file as records of the running sandbox. */
export const command: CommandSpec = defineLever({
  description:
    'Store the rows of a CSV file in the running sandbox, by the rules of their resource.',
  arguments: {
    file: argument('<file>', 'the CSV file, its first line with the names of the columns'),
  },
  options: {
    map: option('--map <file>', 'a YAML file that says which column becomes which field', {
      required: true,
    }),
  },
  example: 'halo sandbox import incidents.csv --map incidents.map.yaml',
  notes: `A map:
  resource: tickets
  fields:
    summary: Short description
    dateoccurred: { column: Opened, date: day-first }
    client_id: { column: Company, find: clients, create: true }
    tickettype_id: { value: 1 }`,
  run: ({ file, map }, context) => importFile(context, file, map),
});

async function importFile(
  { printer, note, ...levers }: Context & Levers,
  file: string,
  mapFile: string,
): Promise<void> {
  const { importRecords, readImportMap } = await import('halopsa-sandbox/import');
  const map = checkedMap(mapFile, await readFileAsYaml(mapFile), readImportMap);
  const result = await importRecords(createReadStream(file), map, targetOf(levers)).catch(
    (cause: unknown) => {
      throw unreadable(file, cause);
    },
  );
  if (result.problems.length > 0)
    await printer.rows(
      result.problems.map((problem) => ({ ...problem })),
      ['line', 'message'],
    );
  const made = result.created > 0 ? `, and ${result.created} more records that they name` : '';
  note(`${result.stored} records stored${made}; ${result.problems.length} rows left out.`);
}

function targetOf({ pull }: Levers): ImportTarget {
  return {
    records: (resource) => pull<HaloRecord[]>('GET', `records/${encodeURIComponent(resource)}`),
    put: (resource, record) =>
      pull<HaloRecord>('POST', `records/${encodeURIComponent(resource)}`, record),
  };
}

function checkedMap<T>(file: string, value: unknown, read: (value: unknown) => T): T {
  try {
    return read(value);
  } catch (cause) {
    throw new UsageError(`The map ${file} is wrong: ${(cause as Error).message}.`, {
      cause,
      nextStep: 'Correct it and try again. Nothing was stored.',
    });
  }
}

function unreadable(file: string, cause: unknown): unknown {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (cause instanceof UsageError) return cause;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new UsageError(`The file ${file} cannot be read (${code}).`, {
      cause,
      nextStep: 'Check its name. Nothing was stored.',
    });
  if (cause instanceof RangeError || code?.startsWith('CSV_'))
    return new UsageError(`The file ${file} cannot be imported: ${message}.`, {
      cause,
      nextStep: 'Correct it and try again; rows before that place are stored.',
    });
  return cause;
}
