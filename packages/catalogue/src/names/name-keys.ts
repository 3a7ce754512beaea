import { findResource } from '../lookup.js';
import type { Operation } from '../model.js';
import { type Reference, referenceOf } from '../references.js';
import { type Field, findSchema } from '../schemas.js';
import { takesKey } from '../takes-key.js';

/** A word under which a record may be named in place of its id: `client` for `client_id`. */
export interface NameKey {
  readonly key: string;
  /** The wire name that takes the id; the same as the key where the wire name takes a name as well. */
  readonly field: string;
  readonly reference: Reference;
  /** Whether the id is a number, so that a text in the wire name cannot be one. */
  readonly takesNumber: boolean;
  /** Whether several may be given, as a list or with commas between them. */
  readonly takesSeveral: boolean;
}

export type NameKeys = ReadonlyMap<string, NameKey>;

const byResource = new Map<string, NameKeys>();
const byOperation = new Map<string, NameKeys>();

const fieldsOf = (resource: string): ReadonlyMap<string, Field> | undefined =>
  findSchema(findResource(resource)?.schema ?? '')?.fields;

/** The words under which the fields of a resource take names of records, in the order of its fields. */
export function nameKeysOf(resource: string): NameKeys {
  const known = byResource.get(resource);
  if (known) return known;
  const fields = fieldsOf(resource);
  const keys = fields
    ? keysOf(
        resource,
        [...fields.values()].flatMap(({ name, type, set }) =>
          set === 'computed' ? [] : [[name, type]],
        ),
        (name) => isValue(fields.get(name)),
      )
    : new Map<string, NameKey>();
  byResource.set(resource, keys);
  return keys;
}

/** The words under which the query of an operation takes names of records, in the order of its parameters. */
export function nameParametersOf({ id, resource, query }: Operation): NameKeys {
  const known = byOperation.get(id);
  if (known) return known;
  const keys = keysOf(resource, Object.entries(query), (name) => Object.hasOwn(query, name));
  byOperation.set(id, keys);
  return keys;
}

/** Whether a field holds a value of its own, which a name would be taken for; an object cannot be meant by a text. */
const isValue = (field: Field | undefined): boolean =>
  field !== undefined && !/^[A-Z]/.test(field.type);

function keysOf(
  resource: string,
  wires: readonly (readonly [name: string, type: string])[],
  isTaken: (name: string) => boolean,
): NameKeys {
  const keys = wires.flatMap(([field, type]): [string, NameKey][] => {
    const reference = referenceOf(resource, field, type);
    if (!reference || holdsName(reference)) return [];
    const key = field.replace(/_id$/, '');
    if (key !== field && isTaken(key)) return [];
    return [
      [
        key,
        {
          key,
          field,
          reference,
          takesNumber: takesKey(type, 'int'),
          takesSeveral: type.endsWith('[]'),
        },
      ],
    ];
  });
  return new Map(keys);
}

/** Whether a field holds the name itself, or refers to records that have none. */
const holdsName = ({ key, names }: Reference): boolean => names.length === 0 || names.includes(key);
