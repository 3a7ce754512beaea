import type { Operation, Resource } from 'halopsa-catalogue';
import { kebab } from '../flags/flag-name.js';

/** What a verb on the command line does. */
export type VerbKind = 'list' | 'get' | 'create' | 'update' | 'delete' | 'operation';

/** One verb of a topic with the operation behind it. */
export interface Verb {
  /** As it is typed, for example `list`, `all-software-versions`. */
  readonly name: string;
  readonly kind: VerbKind;
  readonly operation: Operation;
  readonly summary: string;
}

/** The verbs of a resource in the order in which help shows them: list, get, create, update, delete, then its own operations. */
export function verbsOf(resource: Resource): Verb[] {
  const { list, get, upsert, delete: remove, ...others } = resource.operations;
  const verbs: Verb[] = [];
  const add = (name: string, kind: VerbKind, operation: Operation | undefined, summary: string): void => {
    if (operation) verbs.push({ name, kind, operation, summary });
  };
  const isRows = resource.list !== undefined && resource.list.kind !== 'object';
  add('list', isRows ? 'list' : 'operation', list, isRows ? `list ${lowerTitle(resource)}` : `show ${lowerTitle(resource)}`);
  add('get', 'get', get ?? (isRows ? list : undefined), `show one ${resource.singular}`);
  add('create', 'create', upsert, `create one ${resource.singular}`);
  add('update', 'update', upsert, `change fields of one ${resource.singular}`);
  add('delete', 'delete', remove, `delete one ${resource.singular}`);
  for (const operation of Object.values(others))
    add(kebab(operation.verb), 'operation', operation, `${operation.method} ${operation.path}`);
  return verbs;
}

/** `KB articles` stays, `Tickets` becomes `tickets`: a word in capitals is an abbreviation. */
const lowerTitle = ({ title }: Resource): string => (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);
