import { takesKey } from '../src/takes-key.js';
import { operationsOf, type Source, type SourceResource } from './source.js';
import type { SourceReference } from './source-references.js';

const plain = (type: string): string => type.replace(/\?$/, '');

/** The fields of a row of a resource's list, with their types; undefined where the contract does not say. */
export function rowFields(
  { list, schema }: SourceResource,
  source: Source,
): Readonly<Record<string, string>> | undefined {
  const name = list?.row ?? schema;
  return source.schemas.find((one) => one.name === name)?.fields;
}

/** The fields that the records of a resource are referred to by, with their types; without those that the rows of its list are known not to have. */
export function keysOf(resource: SourceResource, source: Source): Record<string, string> {
  const fields = rowFields(resource, source);
  const names = (resource.naming?.keys ?? ['id']).filter((name) => !fields || name in fields);
  return Object.fromEntries(names.map((name) => [name, plain(fields?.[name] ?? resource.id.kind)]));
}

/** The rules of a field, one or several, as a list. */
export const listOf = (rules: SourceReference | SourceReference[]): SourceReference[] =>
  [rules].flat();

/** Whether a field of a type can hold what a rule refers to. */
export function fits(type: string, { resource, key }: SourceReference, source: Source): boolean {
  const target = source.resources.find(({ attribute }) => attribute === resource);
  if (!target) return false;
  const types = key === undefined ? Object.values(keysOf(target, source)) : ['string'];
  return types.some((one) => takesKey(type, one));
}

/** The types that each name has among the fields of records and the filters of operations. */
export function typesByName(source: Source): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (fields: Readonly<Record<string, string>> = {}): void => {
    for (const [name, type] of Object.entries(fields))
      found.set(name, (found.get(name) ?? new Set()).add(plain(type)));
  };
  for (const { fields } of source.schemas) note(fields);
  for (const [, { query }] of operationsOf(source)) note(query);
  return found;
}

const nounOf = ({ singular }: SourceResource): string => singular.replaceAll(' ', '').toLowerCase();

/** Resources by the noun of one record, as fields spell it; only those with a list, since nothing could be found otherwise. */
export const resourcesByNoun = (source: Source): Map<string, SourceResource> =>
  new Map(
    source.resources
      .filter(({ operations }) => operations['list'])
      .map((resource) => [nounOf(resource), resource]),
  );

/** The rules of all names: those of the source, and `<noun>_id` where some field of the name can hold the key. */
export function allRules(source: Source): Record<string, SourceReference[]> {
  const byNoun = resourcesByNoun(source);
  const rules: Record<string, SourceReference[]> = {};
  for (const [name, types] of [...typesByName(source)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  )) {
    const noun = name.endsWith('_id') ? byNoun.get(name.slice(0, -'_id'.length)) : undefined;
    const rule = noun && { resource: noun.attribute, origin: 'inferred' };
    if (rule && [...types].some((type) => fits(type, rule, source))) rules[name] = [rule];
  }
  for (const [name, own] of Object.entries(source.references.fields)) rules[name] = listOf(own);
  return rules;
}
