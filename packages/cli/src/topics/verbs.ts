import { type Operation, type Resource, resourceNamed } from 'halopsa-catalogue';
import { detailsOf, type RelatedVerb } from 'halopsa-catalogue/details';
import { kebab } from '../flags/flag-name.js';
import { ownVerbs } from './own-verbs/index.js';
import { parseId } from './record-id.js';
import type { Verb, VerbKind } from './verb.js';
import { declared } from './verb-command.js';

/** The verbs of a resource in the order in which help shows them: list, get, create, update, delete, those of ours, then its own operations. */
export function verbsOf(resource: Resource): Verb[] {
  const { list, get, upsert, delete: remove, ...others } = resource.operations;
  const verbs: Verb[] = [];
  const add = (
    name: string,
    kind: CatalogueVerb['kind'],
    operation: Operation | undefined,
    summary: string,
  ): void => {
    if (operation) verbs.push(ofCatalogue({ name, kind, operation, summary }, resource));
  };
  const isRows = resource.list !== undefined && resource.list.kind !== 'object';
  add(
    'list',
    isRows ? 'list' : 'operation',
    list,
    isRows ? `list ${lowerTitle(resource)}` : `show ${lowerTitle(resource)}`,
  );
  const one = get ?? (isRows ? list : undefined);
  add('get', 'get', one, `get one ${resource.singular} with all its fields`);
  add('show', 'show', one, `show one ${resource.singular} as a person reads it`);
  add('create', 'create', upsert, `create one ${resource.singular}`);
  add('update', 'update', upsert, `change fields of one ${resource.singular}`);
  add('delete', 'delete', remove, `delete one ${resource.singular}`);
  for (const related of detailsOf(resource.attribute).related ?? [])
    verbs.push(...relatedVerbs(related, resource));
  const [operation] = Object.values(resource.operations);
  if (operation) addOwn(verbs, resource, operation);
  for (const other of Object.values(others))
    add(kebab(other.verb), 'operation', other, `${other.method} ${other.path}`);
  return verbs;
}

/** Adds the verbs of ours; one of the same name stands in the place of the catalogue's. */
function addOwn(verbs: Verb[], { topic }: Resource, operation: Operation): void {
  for (const { topic: of, ...own } of ownVerbs) {
    if (of !== topic) continue;
    const at = verbs.findIndex(({ name }) => name === own.name);
    verbs.splice(at < 0 ? verbs.length : at, at < 0 ? 0 : 1, { ...own, kind: 'own', operation });
  }
}

type CatalogueVerb = Omit<Verb, 'load' | 'kind'> & { readonly kind: Exclude<VerbKind, 'own'> };

/** A verb that the catalogue gives, with what loads its declaration. */
const ofCatalogue = (verb: CatalogueVerb, resource: Resource): Verb => ({
  ...verb,
  load: declared(verb.kind, { resource, verb }),
});

/** The verb for records that belong to one of a resource. */
function relatedVerbs({ verb, by, ...related }: RelatedVerb, resource: Resource): Verb[] {
  const isList = related.lists !== undefined;
  const { operations } = resourceNamed(related.lists ?? related.creates ?? '');
  const operation = operations[isList ? 'list' : 'upsert'];
  if (!operation) return [];
  const fixedQuery = (id: string): Record<string, number | string> => ({
    [by]: parseId(id, resource.idKind, `id of the ${resource.singular}`),
  });
  const { summary = `list the ${verb} of one ${resource.singular}` } = related;
  const kind = isList ? 'list' : 'create-related';
  return [ofCatalogue({ name: verb, kind, summary, operation, fixedQuery }, resource)];
}

/** `KB articles` stays, `Tickets` becomes `tickets`: a word in capitals is an abbreviation. */
const lowerTitle = ({ title }: Resource): string =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
