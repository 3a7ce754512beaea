import { innerType, scalars } from '../field-type.js';
import type { Source, SourceOperation, SourceResource } from '../source.js';
import { banner, property, quote } from './banner.js';
import { docOf, parameterDocs } from './docs.js';
import { emitRecordNames, type NameRules, nameRules, queryNames } from './name-types.js';
import { typeScriptType } from './record-types.js';

const standardVerbs = ['list', 'get', 'upsert', 'delete'];
const queryTypes: Record<string, string> = {
  int: 'number',
  long: 'number',
  double: 'number',
  bool: 'boolean',
  datetime: 'string | Date',
  'int[]': 'number | string | readonly number[]',
};
const queryTypeOf = (type: string): string => queryTypes[type] ?? 'string';
const pascal = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
const record = (name: string | undefined): string => (name ? `R.${name}` : 'R.AnyRecord');

/** Emits what each operation takes and answers, by operation id and by route, and what each resource holds. */
export function emitOperationTypes(source: Source): string {
  const queries = new Map<string, string>();
  const rules = nameRules(source);
  const names = new Map(
    source.resources.flatMap((resource): [string, string][] => {
      const fields = emitRecordNames(resource, rules);
      return fields === undefined ? [] : [[resource.attribute, fields]];
    }),
  );
  const operations = source.resources.flatMap((resource) =>
    Object.entries(resource.operations).map(([verb, operation]) =>
      emitOperation(resource, verb, operation, {
        queries,
        rules,
        docs: parameterDocs(resource, source),
      }),
    ),
  );
  const routes = source.resources.flatMap((resource) =>
    Object.entries(resource.operations).map(
      ([verb, operation]) =>
        `  ${quote(operation.route)}: ${quote(`${resource.attribute}.${verb}`)};\n`,
    ),
  );
  return [
    banner,
    "import type * as R from '../records.js';\n",
    [...queries.values()].join(''),
    [...names].map(([attribute, fields]) => emitNames(attribute, fields)).join(''),
    `/** Every operation: its path parameters, query, body and result. */\nexport interface Operations {\n${operations.join('')}}\n`,
    `/** The operation behind each route. */\nexport interface Routes {\n${routes.join('')}}\n`,
    `/** Every resource: its record, its list row, its id and its verbs. */\nexport interface ResourceTypes {\n${source.resources.map((resource) => emitResource(resource, names.has(resource.attribute))).join('')}}\n`,
  ].join('');
}

/** What the operations of one resource have in common: all queries so far, and what parameters do. */
interface Shared {
  readonly queries: Map<string, string>;
  readonly docs: Readonly<Record<string, string>>;
  readonly rules: NameRules;
}

function emitOperation(
  resource: SourceResource,
  verb: string,
  operation: SourceOperation,
  shared: Shared,
): string {
  const params = Object.entries(operation.params ?? {}).map(
    ([name, type]) =>
      `${property(name)}: ${type === 'int' || type === 'long' ? 'number' : 'string'}`,
  );
  const body = operation.body ? bodyType(operation.body) : 'undefined';
  const query = queryName(resource, verb, operation, shared);
  return `  ${quote(`${resource.attribute}.${verb}`)}: { params: ${params.length > 0 ? `{ ${params.join('; ')} }` : 'R.Nothing'}; query: ${query}; body: ${body}; result: ${resultType(resource, verb)} };\n`;
}

function bodyType(type: string): string {
  const inner = innerType(type);
  if (scalars.includes(inner) || inner === 'map') return typeScriptType(type);
  return typeScriptType(type).replace(inner, `R.Input<R.${inner}>`);
}

function queryName(
  resource: SourceResource,
  verb: string,
  operation: SourceOperation,
  { queries, docs, rules }: Shared,
): string {
  const entries = Object.entries(operation.query ?? {});
  if (entries.length === 0) return operation.partial ? 'R.AnyQuery' : 'R.Nothing';
  const name = `${pascal(resource.attribute)}${pascal(verb)}Query`;
  const named = queryNames(resource, operation, rules);
  const own = entries.map(
    ([key, type]) =>
      `${docOf(docs[key])}  ${property(key)}?: ${named.get(key)?.type ?? queryTypeOf(type)} | undefined;\n`,
  );
  const words = [...named].flatMap(([key, { doc, type }]) =>
    doc === undefined ? [] : [`${docOf(doc)}  ${property(key)}?: ${type} | undefined;\n`],
  );
  queries.set(
    name,
    `/** Query of \`${operation.route}\`. */\nexport interface ${name} {\n${own.join('')}${words.join('')}}\n`,
  );
  return name;
}

function resultType(resource: SourceResource, verb: string): string {
  if (verb === 'list') {
    if (resource.list?.view) return `R.${resource.list.view}`;
    const row = record(resource.list?.row);
    if (resource.list?.key) return `R.Envelope<${quote(resource.list.key)}, ${row}>`;
    return resource.list?.shape === 'array' ? `${row}[]` : record(resource.schema);
  }
  if (verb === 'get' || verb === 'upsert' || verb === 'delete') return record(resource.schema);
  return 'unknown';
}

const namesName = (attribute: string): string => `${pascal(attribute)}Names`;

const emitNames = (attribute: string, fields: string): string =>
  `/** Words under which the fields of ${attribute} take names of records. */\nexport type ${namesName(attribute)} = {\n${fields}};\n`;

function emitResource(resource: SourceResource, hasNames: boolean): string {
  const names = Object.keys(resource.operations);
  const isList = resource.list !== undefined && resource.list.shape !== 'object';
  const verbs = names.filter((verb) => standardVerbs.includes(verb));
  if (isList && names.includes('upsert') && !names.includes('get')) verbs.push('get');
  const extras = names.filter((verb) => !standardVerbs.includes(verb));
  return `  ${resource.attribute}: { record: ${record(resource.schema)}; row: ${record(isList ? resource.list?.row : resource.schema)}; id: ${resource.id.kind === 'int' ? 'number' : 'string'}; names: ${hasNames ? namesName(resource.attribute) : 'unknown'}; verbs: ${verbs.map(quote).join(' | ') || 'never'}; extras: { ${extras.map((verb) => `${verb}: ${quote(`${resource.attribute}.${verb}`)}`).join('; ')} } };\n`;
}
