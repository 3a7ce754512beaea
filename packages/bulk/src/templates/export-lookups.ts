import { join } from 'node:path';
import { labelOf } from 'halopsa-catalogue/names';
import { canBeMeant } from 'halopsa-catalogue/references';
import { makeFolder } from 'halopsa-ground/node';
import type { FieldValue } from '../fields.js';
import { referenceOf } from '../mapping/references.js';
import { writeCsv } from '../results/csv-file.js';
import type { Tenant } from '../tenant.js';
import type { Template, TemplateColumn } from './template.js';

/** Writes a CSV file for each column that takes listed values: id, and the text that stands for it in a cell. Gives the names of the files. */
export async function exportLookups(
  template: Template,
  { tenant, folder }: { tenant: Tenant; folder: string },
): Promise<string[]> {
  makeFolder(folder);
  const written: string[] = [];
  for (const column of template.columns) {
    const values = column.choices
      ? [column.choices.map(({ id, cell }) => [id, cell])]
      : listed(template.resource, column, tenant);
    if (!values) continue;
    const name = `${column.heading.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')}.csv`;
    await writeCsv(join(folder, name), ['id', 'value'], rowsOf(values));
    written.push(name);
  }
  return written;
}

async function* rowsOf(
  pages: Iterable<readonly FieldValue[][]> | AsyncIterable<readonly FieldValue[][]>,
): AsyncGenerator<readonly FieldValue[]> {
  for await (const page of pages) yield* page;
}

/** The records that a column refers to where its form does not list them, such as customers. */
function listed(
  owner: string,
  { field }: TemplateColumn,
  tenant: Tenant,
): AsyncIterable<readonly FieldValue[][]> | undefined {
  const reference = referenceOf(owner, field);
  if (!reference) return undefined;
  const { resource, key, query } = reference;
  return (async function* () {
    for await (const page of tenant.pages(resource, query))
      yield page
        .filter((row) => canBeMeant(row, reference))
        .map((row) => [row[key], labelOf(row, reference)]);
  })();
}
