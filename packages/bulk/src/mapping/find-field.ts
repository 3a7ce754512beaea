import type { Resource } from 'halopsa-catalogue';
import { findSchema, type Schema } from 'halopsa-catalogue/schemas';
import { nearestName } from 'halopsa-ground';
import { headingAliases } from '../data/heading-aliases.js';
import { parsePath } from './field-path.js';
import { own } from './own.js';

/** Columns that the results of an earlier run add; they are never data. */
export const resultColumns: readonly string[] = [
  'halo_id',
  'halo_outcome',
  'halo_error',
  'halo_line',
];

/** The schema of a resource's records, where the contract has one. */
export const schemaOf = (resource: Resource): Schema | undefined =>
  resource.schema === undefined ? undefined : findSchema(resource.schema);

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The field that a heading means: its own name, a custom field (`CF...`), a path, a name that people use for it, or the same
 * name but for case and punctuation. Undefined where that is not certain.
 */
export function findField(resource: Resource, heading: string): string | undefined {
  const schema = schemaOf(resource);
  if (heading === 'id' || schema?.fields.has(heading)) return heading;
  if (!schema)
    return /^[a-z_][a-z0-9_]*$/i.test(heading) && heading !== '__proto__' ? heading : undefined;
  if (/^CF[A-Za-z0-9_]+$/.test(heading) && schema.fields.has('customfields'))
    return `customfields.${heading}`;
  if (isPathInto(schema, heading)) return heading;
  const wanted = bare(heading);
  const alias = own(headingAliases, wanted)?.find((field) => schema.fields.has(field));
  if (alias) return alias;
  return wanted === `${bare(resource.singular)}id` ? 'id' : spelledAlike(schema, wanted);
}

function isPathInto({ fields }: Schema, heading: string): boolean {
  const path = parsePath(heading);
  return path !== undefined && path.length > 1 && fields.has(String(path[0]));
}

/** The one field whose name differs by case and punctuation alone. */
function spelledAlike({ fields }: Schema, wanted: string): string | undefined {
  const same = [...fields.keys()].filter((name) => bare(name) === wanted);
  return same.length === 1 ? same[0] : undefined;
}

/** Fields that somebody may have meant by a heading, for a hint; never one that Halo sets itself. */
export function nearestFields(resource: Resource, heading: string): string[] {
  const wanted = bare(heading);
  const schema = schemaOf(resource);
  if (wanted === '' || !schema) return [];
  const hinted = schema.hints.get(heading.toLowerCase().replace(/[\s-]/g, '_'));
  if (hinted !== undefined) return [hinted];
  const fields = suggestable(schema, heading);
  const near = nearestName(wanted, [...fields.keys()]);
  const names = [...(near === undefined ? [] : [near]), ...alike(wanted, fields)];
  return [...new Set(names.map((name) => fields.get(name) ?? name))].slice(0, 3);
}

/** Names that a hint may go out from, with the fields to write for them: those that Halo sets have another or none. */
function suggestable({ fields }: Schema, heading: string): Map<string, string> {
  const writable = [...fields.values()].flatMap(({ name, set, instead }): [string, string][] => {
    const target = set === 'computed' ? instead : name;
    return target === undefined || (name.startsWith('_') && !heading.startsWith('_'))
      ? []
      : [[name, target]];
  });
  return new Map(writable);
}

/**
 * Names of which a heading is a part, or that are part of it, the most alike first. What is only a part of a name that Halo sets
 * does not tell what sets it: "name" does not mean `status_id` because there is a `status_name`.
 */
function alike(wanted: string, fields: ReadonlyMap<string, string>): string[] {
  const isAlike = (name: string): boolean => {
    const plain = bare(name);
    return (
      (plain.length > 3 && wanted.includes(plain)) ||
      (wanted.length > 2 && fields.get(name) === name && plain.includes(wanted))
    );
  };
  const distance = (name: string): number => Math.abs(bare(name).length - wanted.length);
  return [...fields.keys()].filter(isAlike).sort((one, other) => distance(one) - distance(other));
}
