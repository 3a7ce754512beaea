import { allRules, listOf } from './references.js';
import type { Source, SourceRelated, SourceResource, SourceSchema } from './source.js';

type Fields = Readonly<Record<string, string>>;

interface Lookup {
  readonly source: Source;
  fields(schema: string | undefined): Fields;
  refersTo(attribute: string, field: string): readonly string[];
}

function lookupIn(source: Source): Lookup {
  const schemas = new Map(
    source.schemas.map((schema): [string, SourceSchema] => [schema.name, schema]),
  );
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

function checkRelated(
  owner: SourceResource,
  related: SourceRelated,
  lookup: Lookup,
  problems: string[],
): void {
  const { verb, lists, creates, by, summary } = related;
  const place = `${owner.path}: related ${verb}`;
  const resource = lookup.source.resources.find(
    ({ attribute }) => attribute === (lists ?? creates),
  );
  if (!lists === !creates || !creates !== !summary)
    problems.push(`${place} lists, or creates with a summary`);
  if (!resource) return void problems.push(`${place}: unknown resource ${lists ?? creates}`);
  const taken = lists
    ? (resource.operations['list']?.query ?? {})
    : lookup.fields(bodyOf(resource));
  if (!(by in taken)) problems.push(`${place}: ${resource.attribute} take no ${by}`);
  if (!lookup.refersTo(resource.attribute, by).includes(owner.attribute))
    problems.push(`${place}: ${by} does not refer to ${owner.attribute}`);
}

const missing = (names: readonly string[], fields: object): string[] =>
  names.filter((name) => !(name in fields));

const isName = (name: string | undefined): name is string => name !== undefined;

function checkShown(
  {
    path,
    schema,
    list,
    columns = [],
    page,
    progress,
    detailQuery = {},
    operations,
  }: SourceResource,
  lookup: Lookup,
): string[] {
  const rows = { ...lookup.fields(list?.row), ...lookup.fields(schema) };
  const isPage = page === undefined || /^\/[a-z]+\?[a-z]+=$/.test(page);
  return [
    ...missing(columns, rows).map((name) => `${path}: the column ${name} is in no record`),
    ...missing([progress?.by, progress?.ended, progress?.due].filter(isName), rows).map(
      (name) => `${path}: progress reads ${name}, which is in no record`,
    ),
    ...(isPage ? [] : [`${path}: ${page} is not the address of a page`]),
    ...missing(Object.keys(detailQuery), operations['get']?.query ?? {}).map(
      (name) => `${path}: one record cannot be asked for with ${name}`,
    ),
  ];
}

function checkSelection(resource: SourceResource, lookup: Lookup): string[] {
  const { path, list, schema, selection } = resource;
  const read = { ...lookup.fields(list?.row), ...lookup.fields(schema) };
  const { row = [], record = [], write = [] } = selection ?? {};
  return [
    ...missing([...row, ...record], read),
    ...missing(write, lookup.fields(bodyOf(resource))),
  ].map((name) => `${path}: the selected field ${name} is in no record`);
}

function checkExample(resource: SourceResource, lookup: Lookup, problems: string[]): void {
  const { path, exampleField } = resource;
  const written = lookup.fields(bodyOf(resource));
  if (exampleField !== undefined && Object.keys(written).length > 0 && !(exampleField in written))
    problems.push(`${path}: the example sets ${exampleField}, which is in no record`);
}

function checkSetUp({ path, schema, setUp }: SourceResource, lookup: Lookup): string[] {
  const { firstValues = {}, members } = setUp ?? {};
  const named = [...Object.keys(firstValues), ...(members ? [members.list] : [])];
  return missing(named, lookup.fields(schema)).map(
    (name) => `${path}: a record of set-up has no ${name}`,
  );
}

function checkTypeForm(
  { path, attribute, schema, typeForm }: SourceResource,
  lookup: Lookup,
  problems: string[],
): void {
  if (!typeForm) return;
  for (const name of missing([typeForm.field, ...typeForm.basics], lookup.fields(schema)))
    problems.push(`${path}: the form of a type has no ${name}`);
  const types = lookup.refersTo(attribute, typeForm.field);
  if (types.length === 0) problems.push(`${path}: ${typeForm.field} refers to no types`);
  const ofType = lookup.fields(
    lookup.source.resources.find((resource) => types.includes(resource.attribute))?.schema,
  );
  for (const [of, narrowing] of Object.entries(typeForm.narrows ?? {})) {
    const resource = lookup.source.resources.find((one) => one.attribute === of);
    const needed = 'list' in narrowing ? [narrowing.list, narrowing.unless] : [narrowing.from];
    const filters = 'filter' in narrowing ? [narrowing.filter] : [];
    for (const name of [
      ...missing(needed, ofType),
      ...missing(filters, resource?.operations['list']?.query ?? {}),
    ])
      problems.push(`${path}: ${of} cannot be narrowed by ${name}`);
  }
}

const linePartNames = ['item', 'name', 'quantity', 'price', 'cost', 'net', 'tax', 'total'];

/** The schema of the members of a list, for example `SalesOrderLine` of `SalesOrderLine[]`. */
const memberOf = (type: string | undefined): string | undefined => type?.replace(/\[\]\??$/, '');

function checkDocument(resource: SourceResource, lookup: Lookup): string[] {
  const { path, document } = resource;
  if (!document) return [];
  const header = lookup.fields(bodyOf(resource));
  const line = lookup.fields(memberOf(header['lines']));
  return [
    ...missing([document.date, document.user, document.site], header),
    ...missing([document.parent, ...Object.values(document.line)], line),
    ...missing(linePartNames, document.line),
  ].map((name) => `${path}: the document has no ${name}`);
}

function checkEffects(resource: SourceResource, lookup: Lookup): string[] {
  const { path, sets } = resource;
  if (!sets) return [];
  const target = lookup.source.resources.find(({ attribute }) => attribute === sets.of);
  const own = [...(sets.by ? [sets.by] : []), ...Object.keys(sets.fields)];
  return [
    ...missing(own, lookup.fields(bodyOf(resource))),
    ...missing(Object.values(sets.fields), lookup.fields(target?.schema)),
  ].map((name) => `${path}: it sets what is not there: ${name}`);
}

function checkDemands(resource: SourceResource, lookup: Lookup): string[] {
  const { path, schema, demands, detailNames = {} } = resource;
  const isKnown = lookup.source.behaviours.some(({ id }) => id === demands?.behaviour);
  return [
    ...missing([...(demands?.fields ?? []), ...Object.keys(detailNames)], {
      ...lookup.fields(bodyOf(resource)),
      ...lookup.fields(schema),
    }).map((name) => `${path}: no record has the field ${name}`),
    ...(demands && !isKnown ? [`${path}: unknown behaviour ${demands.behaviour}`] : []),
  ];
}

function checkResource(resource: SourceResource, lookup: Lookup, problems: string[]): void {
  problems.push(...checkShown(resource, lookup), ...checkSelection(resource, lookup));
  for (const one of resource.related ?? []) checkRelated(resource, one, lookup, problems);
  checkExample(resource, lookup, problems);
  problems.push(...checkSetUp(resource, lookup));
  checkTypeForm(resource, lookup, problems);
  problems.push(
    ...checkDocument(resource, lookup),
    ...checkEffects(resource, lookup),
    ...checkDemands(resource, lookup),
  );
}

function checkOrders({ source }: Lookup, problems: string[]): void {
  const { resources, orders } = source;
  for (const name of [...orders.everyday, ...orders.imports])
    if (!resources.some(({ attribute }) => attribute === name))
      problems.push(`orders.yaml: unknown resource ${name}`);
  const withColumns = resources.filter(({ columns }) => columns).map(({ attribute }) => attribute);
  if ([...orders.everyday].sort().join() !== withColumns.sort().join())
    problems.push('orders.yaml: the common resources are those that have columns');
  for (const name of orders.imports)
    if (resources.some(({ attribute, operations }) => attribute === name && !operations['upsert']))
      problems.push(`orders.yaml: ${name} cannot be written`);
}

/** Checks what the faces show of resources against their fields and operations. */
export function checkDetails(source: Source, problems: string[]): void {
  const lookup = lookupIn(source);
  for (const resource of source.resources) checkResource(resource, lookup, problems);
  checkOrders(lookup, problems);
}
