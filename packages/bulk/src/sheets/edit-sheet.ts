import { findResource, type Resource, toCamel } from 'halopsa-catalogue';
import { cellValue } from '../cell-value.js';
import type { FieldValue } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { type FieldPath, parsePath, valueAt } from '../mapping/field-path.js';
import { nearestFields, schemaOf } from '../mapping/find-field.js';
import { isShort, References, referenceOf } from '../mapping/references.js';
import { zonedHeading } from '../mapping/zoned-heading.js';
import { CurrentRecords } from '../matching/current-records.js';
import { isNamedById } from '../matching/match-key.js';
import { writeCsv } from '../results/csv-file.js';
import type { Tenant } from '../tenant.js';
import { choicesOf } from './choices.js';
import { type SheetColumn, writeSheet } from './write-sheet.js';
import { zoneTimes } from './zone-times.js';

/** What is written to a sheet for editing. */
export interface EditRequest {
  /** Attribute or topic of the resource. */
  readonly resource: string;
  /** Fields, as a map file names them; the id is added in front if it is missing. */
  readonly columns: readonly string[];
  /** The file to write: a workbook, or CSV where its name ends so. */
  readonly path: string;
  readonly tenant: Tenant;
  /** The zone that times are shown in, which their headings then name; UTC, as Halo holds them, without it. */
  readonly zone?: string | undefined;
  /** Filters of the list, by the names of the API. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

interface EditColumn extends SheetColumn {
  readonly path: FieldPath;
  /** What stands in a cell for a value, by the value. */
  readonly texts: ReadonlyMap<FieldValue, string> | undefined;
  /** How a value is shown, where that is not as Halo holds it. */
  readonly show?: ((value: FieldValue) => FieldValue) | undefined;
}

const recordsAtOnce = 200;

/**
 * Writes records to a workbook whose cells are chosen from the values that Halo takes. Once edited, it is planned like any source:
 * unchanged rows are left alone. Returns how many records it holds.
 *
 * @example
 * await writeEditSheet({ resource: 'clients', columns: ['id', 'name', 'item_tax_code'], path: 'clients.xlsx', tenant });
 */
export async function writeEditSheet({
  resource: name,
  columns,
  path,
  tenant,
  query,
  zone,
}: EditRequest): Promise<number> {
  const resource = editable(name);
  const references = new References(tenant);
  const named = columns.includes('id') ? columns : ['id', ...columns];
  const shown: EditColumn[] = [];
  const inZone =
    zone === undefined || zone.toUpperCase() === 'UTC'
      ? undefined
      : { zone, show: zoneTimes(zone) };
  for (const column of named)
    shown.push(await editColumn(column, resource, { references, inZone }));
  const fields = [...new Set(shown.map((column) => String(column.path[0])))];
  const current = new CurrentRecords(tenant, {
    resource: resource.attribute,
    fields,
    keys: [],
    query,
  });
  await current.readList();
  const rows = rowsOf(current, shown);
  return path.toLowerCase().endsWith('.csv')
    ? writeCsv(
        path,
        shown.map(({ heading }) => heading),
        csvRows(rows),
      )
    : writeSheet({ path, columns: shown, rows });
}

async function* csvRows(
  rows: AsyncIterable<readonly FieldValue[]>,
): AsyncGenerator<readonly FieldValue[]> {
  for await (const row of rows) yield row.map((value) => cellValue(value, 'csv'));
}

function editable(name: string): Resource {
  const resource = findResource(name) ?? findResource(toCamel(name));
  if (!resource) throw new BulkInputError(`unknown resource "${name}"`, { code: 'list-resources' });
  const { list, upsert } = resource.operations;
  if (!list || !upsert || !isNamedById(resource))
    throw new BulkInputError(
      `${resource.title} cannot be listed and changed by their id`,
      'Choose another resource.',
    );
  return resource;
}

interface Showing {
  readonly references: References;
  readonly inZone:
    | { readonly zone: string; readonly show: (value: FieldValue) => FieldValue }
    | undefined;
}

async function editColumn(
  column: string,
  resource: Resource,
  { references, inZone }: Showing,
): Promise<EditColumn> {
  const path = columnPath(column, resource);
  const name = path.length === 1 ? String(path[0]) : undefined;
  const field = name === undefined ? undefined : schemaOf(resource)?.fields.get(name);
  const reference =
    name === undefined || name === 'id' ? undefined : referenceOf(resource.attribute, name);
  if (reference && isShort(reference)) {
    const texts = await choicesOf(references, reference);
    return { heading: column, path, texts, choices: [...new Set(texts.values())] };
  }
  if (field?.type === 'datetime' && inZone)
    return {
      heading: zonedHeading(column, inZone.zone),
      path,
      texts: undefined,
      show: inZone.show,
    };
  const choices = field?.type === 'bool' ? ['TRUE', 'FALSE'] : undefined;
  return { heading: column, path, texts: undefined, choices, isText: field?.type === 'string' };
}

/** The path to the field of a column. */
function columnPath(column: string, resource: Resource): FieldPath {
  const path = parsePath(column);
  const schema = schemaOf(resource);
  const top = String(path?.[0] ?? '');
  if (path && (top === 'id' || !schema || schema.fields.has(top))) return path;
  const near = nearestFields(resource, column);
  throw new BulkInputError(
    `${resource.title} have no field "${column}"`,
    near.length > 0 ? `Is it ${near.join(' or ')}?` : 'Check the name of the field.',
  );
}

async function* rowsOf(
  current: CurrentRecords,
  columns: readonly EditColumn[],
): AsyncGenerator<readonly FieldValue[]> {
  const ids = [...current.ids()];
  for (let at = 0; at < ids.length; at += recordsAtOnce) {
    const batch = ids.slice(at, at + recordsAtOnce);
    await current.prefetch(batch);
    for (const id of batch) {
      const record = { ...current.get(id), id };
      yield columns.map(({ path, texts, show }) => {
        const value = valueAt(record, path);
        return show ? show(value) : (texts?.get(value) ?? value);
      });
    }
    current.forget(batch);
  }
}
