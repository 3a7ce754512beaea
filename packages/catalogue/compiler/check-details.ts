import { allRules, listOf } from './references.js';
import type { Source, SourceRelated, SourceResource, SourceSchema } from './source.js';

type Fields = Readonly<Record<string, string>>;

interface Lookup {
  readonly source: Source;
  fields(schema: string | undefined): Fields;
  refersTo(attribute: string, field: string): readonly string[];
}

function lookupIn(source: Source): Lookup {
  const schemas = new Map(source.schemas.map((schema): [string, SourceSchema] => [schema.name, schema]));
  const rules = allRules(source);
  return {
    source,
    fields: (name) => schemas.get(name ?? '')?.fields ?? {},
    refersTo: (attribute, field) => {
      const own = source.references.resources[attribute]?.[field];
      return (own ? listOf(own) : (rules[field] ?? [])).map(({ resource }) => resource);
    },
  };
}

const bodyOf = ({ operations, schema }: SourceResource): string | undefined =>
  operations['upsert']?.body?.replace(/(\[\])?\??$/, '') ?? schema;

function checkRelated(owner: SourceResource, related: SourceRelated, lookup: Lookup, problems: string[]): void {
  const { verb, lists, creates, by, summary } = related;
  const place = `${owner.path}: related ${verb}`;
  const resource = lookup.source.resources.find(({ attribute }) => attribute === (lists ?? creates));
  if (!lists === !creates || !creates !== !summary) problems.push(`${place} lists, or creates with a summary`);
  if (!resource) return void problems.push(`${place}: there is no resource ${lists ?? creates}`);
  const taken = lists ? (resource.operations['list']?.query ?? {}) : lookup.fields(bodyOf(resource));
  if (!(by in taken)) problems.push(`${place}: ${resource.attribute} take no ${by}`);
  if (!lookup.refersTo(resource.attribute, by).includes(owner.attribute))
    problems.push(`${place}: ${by} does not refer to ${owner.attribute}`);
}

function checkResource(resource: SourceResource, lookup: Lookup, problems: string[]): void {
  const { path, schema, list, columns = [], page, detailQuery = {}, related = [], typeForm, exampleField } = resource;
  const own = lookup.fields(schema);
  const shown = { ...lookup.fields(list?.row), ...own };
  const written = lookup.fields(bodyOf(resource));
  const missing = (names: readonly string[], fields: object): string[] => names.filter((name) => !(name in fields));
  for (const name of missing(columns, shown)) problems.push(`${path}: the column ${name} is in no record`);
  if (page !== undefined && !/^\/[a-z]+\?[a-z]+=$/.test(page)) problems.push(`${path}: ${page} is not the address of a page`);
  for (const name of missing(Object.keys(detailQuery), resource.operations['get']?.query ?? {}))
    problems.push(`${path}: one record cannot be asked for with ${name}`);
  for (const one of related) checkRelated(resource, one, lookup, problems);
  if (exampleField !== undefined && Object.keys(written).length > 0 && !(exampleField in written))
    problems.push(`${path}: the example sets ${exampleField}, which is in no record`);
  const { firstValues = {}, members } = resource.setUp ?? {};
  for (const name of missing([...Object.keys(firstValues), ...(members ? [members.list] : [])], own))
    problems.push(`${path}: a record of set-up has no ${name}`);
  if (!typeForm) return;
  for (const name of missing([typeForm.field, ...typeForm.basics], own)) problems.push(`${path}: the form of a type has no ${name}`);
  if (lookup.refersTo(resource.attribute, typeForm.field).length === 0) problems.push(`${path}: ${typeForm.field} refers to no types`);
}

function checkOrders({ source }: Lookup, problems: string[]): void {
  const { resources, orders } = source;
  for (const name of [...orders.everyday, ...orders.imports])
    if (!resources.some(({ attribute }) => attribute === name)) problems.push(`orders.yaml: there is no resource ${name}`);
  const withColumns = resources.filter(({ columns }) => columns).map(({ attribute }) => attribute);
  if ([...orders.everyday].sort().join() !== withColumns.sort().join())
    problems.push('orders.yaml: the resources of every day are those that have columns');
  for (const name of orders.imports)
    if (resources.some(({ attribute, operations }) => attribute === name && !operations['upsert']))
      problems.push(`orders.yaml: ${name} cannot be written`);
}

/** Holds what the faces show of resources against their fields and operations. */
export function checkDetails(source: Source, problems: string[]): void {
  const lookup = lookupIn(source);
  for (const resource of source.resources) checkResource(resource, lookup, problems);
  checkOrders(lookup, problems);
}
