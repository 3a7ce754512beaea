import type { CompactReferences, CompactRule } from './compact.js';
import { references as text } from './generated/references.js';
import { allResources, findResource } from './lookup.js';
import { type Field, findSchema } from './schemas.js';
import { takesKey } from './takes-key.js';

/** How the records of a resource are keyed, named and distinguished. */
export interface Naming {
  /** Fields that other records refer to them by, each with its type; the first one counts where nothing decides. */
  readonly keys: Readonly<Record<string, string>>;
  /** Fields that name a record, the usual one first; empty where none does. */
  readonly names: readonly string[];
  /** The field that shows a person which record it is: the first name, or something else where records have none. */
  readonly label: string | undefined;
  /** Whether the plain search of the list looks into all of the names. */
  readonly isSearched?: boolean;
  /** Fields that narrow a name down: the record that refers and the rows of the list both have them. */
  readonly within?: readonly string[];
  /** Fields that tell records of the same name apart for a person. */
  readonly apart?: readonly string[];
  /** Fields that name a record together, with a slash between them. */
  readonly path?: readonly string[];
}

/** What the value of a field refers to. */
export interface Reference extends Omit<Naming, 'keys'> {
  readonly resource: string;
  /** The field of the rows of its list that holds the value. */
  readonly key: string;
  /** What narrows the list down to the records that can be meant. */
  readonly query?: Readonly<Record<string, number | string>>;
  /** Rows whose names can be meant: those that have these values, or say nothing of them. */
  readonly only?: Readonly<Record<string, unknown>>;
  /** Rows whose names are meant only where no other row has them: those that have these values. */
  readonly last?: Readonly<Record<string, unknown>>;
  /** Whether Halo makes the record along with the one that refers to it. */
  readonly madeAlong?: boolean;
}

/** A field of the records of a resource that refers to others. */
export interface Holder {
  readonly resource: string;
  readonly field: string;
  /** The field of the records referred to that it holds. */
  readonly key: string;
}

const { naming, fields, resources, lookups, hidden, inactive, unoffered } = JSON.parse(
  text,
) as CompactReferences;

/** Kinds of lookups by a name for people. */
export const lookupKinds: ReadonlyMap<string, number> = new Map(Object.entries(lookups));

const entry = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

/** How the records of a resource are keyed, named and distinguished. */
export function namingOf(resource: string): Naming {
  const {
    keys = { id: 'int' },
    names = ['name'],
    label = names[0],
    ...others
  } = entry(naming, resource) ?? {};
  return { keys, names, label, ...others };
}

/**
 * What a field or filter of a resource refers to, or undefined where it refers to nothing that is known or is of a type that cannot hold
 * the key. The type is that of the resource's own field where none is given.
 */
export function referenceOf(
  resource: string,
  field: string,
  type: string | undefined = typeOf(resource, field),
): Reference | undefined {
  for (const { resource: target, key: named, ...narrowing } of rulesOf(resource, field)) {
    const { keys, ...naming } = namingOf(target);
    const key =
      named ??
      Object.entries(keys).find(([, held]) => type === undefined || takesKey(type, held))?.[0];
    const holds = named === undefined || type === undefined || takesKey(type, 'string');
    // What names a record itself refers to nothing.
    const isOwn = target === resource && key === field;
    if (key !== undefined && holds && !isOwn)
      return { resource: target, key, ...naming, ...narrowing };
  }
  return undefined;
}

/** The fields of a resource's own records that refer to others, each with what it refers to. */
export function referencesOf(resource: string): [field: string, Reference][] {
  return [...(recordFields(resource)?.values() ?? [])].flatMap(
    ({ name, type }): [string, Reference][] => {
      const reference = referenceOf(resource, name, type);
      return reference ? [[name, reference]] : [];
    },
  );
}

/** The fields of all resources that refer to the records of one, in alphabetical order of the resources. */
export const holdersOf = (resource: string): Holder[] =>
  allResources().flatMap(({ attribute }) =>
    referencesOf(attribute)
      .filter(([, reference]) => reference.resource === resource)
      .map(([field, { key }]) => ({ resource: attribute, field, key })),
  );

const recordFields = (resource: string): ReadonlyMap<string, Field> | undefined =>
  findSchema(findResource(resource)?.schema ?? '')?.fields;

const typeOf = (resource: string, field: string): string | undefined =>
  recordFields(resource)?.get(field)?.type;

function rulesOf(resource: string, field: string): Exclude<CompactRule, string>[] {
  const rules = entry(entry(resources, resource), field) ?? entry(fields, field) ?? [];
  return [rules].flat().map((rule) => (typeof rule === 'string' ? { resource: rule } : rule));
}

/** Whether a row can be meant by a name: what the row does not show speaks for it. */
export const canBeMeant = (
  row: Readonly<Record<string, unknown>>,
  { only = {} }: Pick<Reference, 'only'>,
): boolean =>
  Object.entries(only).every(
    ([field, value]) => row[field] === undefined || row[field] === null || row[field] === value,
  );

/** The parameters with which a list leaves nothing out, such as inactive records; empty where it never does. */
export function wholeListOf(resource: string): Readonly<Record<string, string>> {
  const known = findResource(resource)?.operations['list']?.query ?? {};
  return Object.fromEntries(
    Object.entries(hidden).flatMap(([name, { value, unless, lists }]) => {
      const isMeant =
        Object.hasOwn(known, name) &&
        (unless === undefined || !Object.hasOwn(known, unless)) &&
        (lists === undefined || lists.includes(resource));
      return isMeant ? [[name, value]] : [];
    }),
  );
}

type Row = Readonly<Record<string, unknown>>;

const says = (row: Row, values: Row): boolean =>
  Object.entries(values).some(([field, value]) => row[field] === value);

/** Whether a row says that its record is inactive. */
export const isInactive = (row: Row): boolean => says(row, inactive);

/** Whether the record of a row is offered as a value of fields: it is not inactive, and not hidden. */
export const isOffered = (row: Row): boolean => !says(row, inactive) && !says(row, unoffered);
