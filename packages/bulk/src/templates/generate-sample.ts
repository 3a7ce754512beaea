import { detailsOf } from 'halopsa-catalogue/details';
import type { Fields, FieldValue } from '../fields.js';
import { patternOf } from '../forms/form.js';
import { BulkInputError } from '../input-error.js';
import { referenceOf } from '../mapping/references.js';
import type { Tenant } from '../tenant.js';
import { sampleText } from './sample-text.js';
import type { Template, TemplateColumn } from './template.js';

/** A row for each of `count` records that could be created as they are, with the values of real lists; in the order of the columns. */
export async function generateSample(
  template: Template,
  { tenant, count }: { tenant: Tenant; count: number },
): Promise<FieldValue[][]> {
  const people = await somePeople(template, tenant, count);
  return Array.from({ length: count }, (_, row) =>
    template.columns.map((column) => {
      if (referenceOf(template.resource, column.field) && column.choices === undefined)
        return people[row % people.length]?.[column.field] ?? '';
      return sampleCell(column, row);
    }),
  );
}

/** Customers and the users at them: what a user's own record says fits together. */
async function somePeople(
  { resource, columns }: Template,
  tenant: Tenant,
  count: number,
): Promise<Fields[]> {
  const last = detailsOf(resource)
    .typeForm?.basics.filter(
      (field) => referenceOf(resource, field) && columns.some((column) => column.field === field),
    )
    .at(-1);
  const reference = last === undefined ? undefined : referenceOf(resource, last);
  if (last === undefined || !reference) return [];
  const found: Fields[] = [];
  for await (const page of tenant.pages(reference.resource)) {
    for (const record of page)
      if (record['inactive'] !== true) found.push({ ...record, [last]: record[reference.key] });
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

function sampleCell(column: TemplateColumn, row: number): FieldValue {
  const { choices, kind, characterLimit, label } = column;
  const choice = choices?.[row % choices.length];
  if (choice) return choice.cell;
  if (kind === 'checkbox') return row % 2 === 0 ? 'yes' : 'no';
  if (kind === 'date') return `2030-01-${String((row % 28) + 1).padStart(2, '0')}`;
  if (kind === 'time') return '2030-01-01T09:00:00';
  const pattern = patternOf(column);
  if (pattern || kind === 'unknown') return fittingText(column, pattern);
  const text = `Sample ${label} ${row + 1}`;
  return characterLimit === undefined ? text : text.slice(-characterLimit).trim();
}

function fittingText(
  { heading, required, characterLimit, kind }: TemplateColumn,
  pattern: RegExp | undefined,
): string {
  const text = pattern && kind !== 'unknown' ? sampleText(pattern) : undefined;
  if (text !== undefined && text.length <= (characterLimit ?? text.length)) return text;
  if (required !== true) return '';
  throw new BulkInputError(
    `no sample can be made up for ${heading}, which is mandatory${pattern ? ` and has to match ${pattern.source}` : ''}`,
    'Make the template without a sample.',
  );
}
