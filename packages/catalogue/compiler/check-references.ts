import { fits, listOf, rowFields, typesByName } from './references.js';
import type { Source, SourceResource } from './source.js';
import type { SourceReference } from './source-references.js';

function checkNaming(resource: SourceResource, source: Source, problems: string[]): void {
  const { naming } = resource;
  if (!naming) return;
  const fields = rowFields(resource, source) ?? {};
  const { keys = [], names = [], label, within = [], apart = [], path = [] } = naming;
  for (const name of [...keys, ...names, ...(label ? [label] : []), ...within, ...apart, ...path])
    if (!(name in fields))
      problems.push(`${resource.path}: naming takes ${name}, which no row of the list has`);
  if (label !== undefined && (names.length > 0 || 'name' in fields))
    problems.push(`${resource.path}: naming has a label and a name, which is the label`);
}

function checkRule(
  place: string,
  { resource: attribute, key, query, only, last }: SourceReference,
  source: Source,
): string[] {
  const target = source.resources.find((resource) => resource.attribute === attribute);
  if (!target) return [`${place}: unknown resource ${attribute}`];
  const { list } = target.operations;
  if (!list) return [`${place}: ${attribute} has no list`];
  const fields = rowFields(target, source) ?? {};
  const taken = Object.keys({ ...only, ...last, ...(key === undefined ? {} : { [key]: '' }) });
  return [
    ...taken
      .filter((name) => !(name in fields))
      .map((name) => `${place}: no row of ${attribute} has ${name}`),
    ...Object.keys(query ?? {})
      .filter((name) => !(name in (list.query ?? {})))
      .map((name) => `${place}: the list of ${attribute} takes no ${name}`),
  ];
}

/** Holds what asks lists for what they leave out against what those lists take. */
function checkHidden({ references: { hidden = {} }, resources }: Source): string[] {
  const takes = (attribute: string, name: string): boolean => {
    const list = resources.find((one) => one.attribute === attribute)?.operations['list'];
    return name in (list?.query ?? {});
  };
  return Object.entries(hidden).flatMap(([name, { lists, unless }]) => [
    ...(lists ?? [])
      .filter((attribute) => !takes(attribute, name))
      .map((attribute) => `references.yaml: the list of ${attribute} takes no ${name}`),
    ...(unless !== undefined && !(unless in hidden)
      ? [`references.yaml: ${name} stands aside for ${unless}, which is not known`]
      : []),
  ]);
}

/** The types that a name has among the fields and filters of one resource. */
function ownTypes(attribute: string, name: string, { resources, schemas }: Source): string[] {
  const resource = resources.find((one) => one.attribute === attribute);
  const field = schemas.find((one) => one.name === resource?.schema)?.fields?.[name];
  const filters = Object.values(resource?.operations ?? {}).map(({ query }) => query?.[name]);
  return [field, ...filters].filter((type) => type !== undefined);
}

/** Holds what fields refer to, and how records are named, against the resources and their fields. */
export function checkReferences(source: Source, problems: string[]): void {
  for (const resource of source.resources) checkNaming(resource, source, problems);
  problems.push(...checkHidden(source));
  const { fields, resources } = source.references;
  const types = typesByName(source);
  const all = [
    ...Object.entries(fields).map(([name, rules]) => ({
      name,
      rules,
      place: name,
      types: [...(types.get(name) ?? [])],
    })),
    ...Object.entries(resources).flatMap(([attribute, own]) =>
      Object.entries(own).map(([name, rules]) => ({
        name,
        rules,
        place: `${attribute}.${name}`,
        types: ownTypes(attribute, name, source),
      })),
    ),
  ];
  for (const { rules, place, types: known } of all)
    for (const rule of listOf(rules)) {
      problems.push(...checkRule(`references.yaml: ${place}`, rule, source));
      if (!known.some((type) => fits(type, rule, source)))
        problems.push(
          `references.yaml: ${place} is of no type that takes a key of ${rule.resource}`,
        );
    }
}
