import type { Field, LookupValue } from 'halopsa';
import { findResource, type Resource, resourceNamed, toCamel } from 'halopsa-catalogue';
import { type Form, typeFormOf } from '../forms/form.js';
import { BulkInputError } from '../input-error.js';
import { schemaOf } from '../mapping/find-field.js';
import { References, referenceOf } from '../mapping/references.js';
import { cellText } from '../sheets/choices.js';
import type { Tenant } from '../tenant.js';

/** A column of a template: the field that it fills, and what its cells may hold. */
export interface TemplateColumn
  extends Pick<Field, 'label' | 'kind' | 'characterLimit' | 'pattern'> {
  /** As `halo bulk plan` reads it: `Category2` for a category, the name of the field for others. */
  readonly heading: string;
  /** As a map file names it. */
  readonly field: string;
  readonly required: boolean | 'unknown';
  /** What the field holds, in one sentence; undefined where nothing is known that its name does not say. */
  readonly words: string | undefined;
  /** The values of the field with the text that stands for each in a cell; undefined where it is not a choice. */
  readonly choices: readonly Choice[] | undefined;
}

type BareColumn = Omit<TemplateColumn, 'words'>;

/** A value that a column can take. */
export interface Choice extends LookupValue {
  readonly cell: string;
}

/** What a spreadsheet of new records of one type looks like. */
export interface Template {
  readonly resource: string;
  readonly form: Form;
  readonly columns: readonly TemplateColumn[];
}

/** What a template is made for. */
export interface TemplateRequest {
  /** Attribute or topic of the resource, for example `tickets`. */
  readonly resource: string;
  /** Number of the type, for example of the ticket type. */
  readonly type: number;
  readonly tenant: Tenant;
}

/**
 * The columns of a spreadsheet of new records of one type: summary and customer, the type, and the fields of the type's form,
 * categories under the headings of Halo's imports.
 *
 * @example
 * const template = await generateTemplate({ resource: 'tickets', type: 24, tenant });
 * console.log(template.columns.map(({ heading }) => heading).join(','));
 */
export async function generateTemplate({
  resource: name,
  type,
  tenant,
}: TemplateRequest): Promise<Template> {
  const resource = findResource(name) ?? findResource(toCamel(name));
  const typeForm = resource && typeFormOf(resource);
  if (!resource || !typeForm)
    throw new BulkInputError(
      `there are no types with forms of "${name}"`,
      'Make a template of tickets, projects or opportunities.',
    );
  const form = await tenant.form(typeForm.types, type);
  if (!form) {
    const types = resourceNamed(typeForm.types);
    throw new BulkInputError(
      `${types.singular} ${type} is not there, or has no fields`,
      `"halo ${types.topic} list" lists them.`,
    );
  }
  const references = new References(tenant);
  // Loaded here, so that planning does without.
  const words = await import('halopsa-catalogue/words');
  const basics = typeForm.basics.map((field) => basicColumn(resource, field));
  const own: BareColumn = {
    ...basicColumn(resource, typeForm.field),
    required: true,
    choices: [{ id: type, label: form.name, cell: String(type) }],
  };
  const taken = new Set([...typeForm.basics, typeForm.field]);
  const columns: BareColumn[] = [];
  for (const field of form.fields)
    if (field.readonly !== true && !taken.has(field.name))
      columns.push(await formColumn(field, resource, references));
  const worded = [...basics, own, ...columns].map((column) => ({
    ...column,
    words: sentenceOf(resource, column.field, words),
  }));
  return { resource: resource.attribute, form, columns: worded };
}

function basicColumn(resource: Resource, field: string): BareColumn {
  const schema = schemaOf(resource)?.fields.get(field);
  return {
    heading: field,
    field,
    label: field,
    kind: referenceOf(resource.attribute, field) ? 'select' : 'text',
    required: schema?.required === true,
    characterLimit: schema?.maxLength,
    pattern: undefined,
    choices: undefined,
  };
}

async function formColumn(
  field: Field,
  resource: Resource,
  references: References,
): Promise<BareColumn> {
  const {
    name,
    label,
    kind,
    required,
    characterLimit,
    pattern,
    isCustom,
    csvColumnName,
    lookupValues,
  } = field;
  const isText = !isCustom && schemaOf(resource)?.fields.get(name)?.type === 'string';
  const reference = isCustom || isText ? undefined : referenceOf(resource.attribute, name);
  if (reference && lookupValues && !references.isLoaded(reference))
    await references.load(reference);
  const choices = lookupValues?.map(({ id, label: text }) => ({
    id,
    label: text,
    cell: reference ? cellText(references, reference, id, text) : text,
  }));
  return {
    heading: csvColumnName ?? name,
    field: isCustom ? `customfields.${name}` : name,
    label,
    kind,
    required,
    characterLimit,
    pattern,
    choices,
  };
}

/** The sentence of a field, with its unit where the sentence leaves it out. */
function sentenceOf(
  { attribute }: Resource,
  field: string,
  { unitOf, wordsOfField }: typeof import('halopsa-catalogue/words'),
): string | undefined {
  const words = wordsOfField(attribute, field);
  const unit = unitOf(attribute, field);
  return words === undefined || unit === undefined || words.toLowerCase().includes(unit)
    ? words
    : `${words} Unit: ${unit}.`;
}
