import type { Resource } from 'halopsa-catalogue';
import { type Field, findSchema, type Schema } from 'halopsa-catalogue/schemas';
import { nearestName } from 'halopsa-ground';
import { headingAliases } from '../data/heading-aliases.js';
import { parsePath } from './field-path.js';

/** Columns that the results of an earlier run add; they are never data. */
export const resultColumns: readonly string[] = ['halo_id', 'halo_outcome', 'halo_error', 'halo_line'];

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
  if (!schema) return /^[a-z_][a-z0-9_]*$/i.test(heading) && heading !== '__proto__' ? heading : undefined;
  if (/^CF[A-Za-z0-9_]+$/.test(heading) && schema.fields.has('customfields')) return `customfields.${heading}`;
  const path = parsePath(heading);
  if (path && path.length > 1 && schema.fields.has(String(path[0]))) return heading;
  const wanted = bare(heading);
  const alias = Object.hasOwn(headingAliases, wanted) ? headingAliases[wanted]?.find((field) => schema.fields.has(field)) : undefined;
  if (alias) return alias;
  if (wanted === `${bare(resource.singular)}id`) return 'id';
  const same = [...schema.fields.keys()].filter((name) => bare(name) === wanted);
  return same.length === 1 ? same[0] : undefined;
}

/** Fields whose name is nearest to a heading, for a hint. */
export function nearestFields(resource: Resource, heading: string): string[] {
  const wanted = bare(heading);
  if (wanted === '') return [];
  const fields = schemaOf(resource)?.fields ?? new Map<string, Field>();
  const names = [...fields.keys()];
  const near = nearestName(wanted, names);
  const alike = names.filter((name) => bare(name).includes(wanted) || (bare(name).length > 3 && wanted.includes(bare(name))));
  // What Halo works out is set by another field, or by none.
  const settable = [...(near === undefined ? [] : [near]), ...alike].flatMap((name) => {
    const { set, instead } = fields.get(name)!;
    return set === 'computed' ? (instead ?? []) : name;
  });
  return [...new Set(settable)].slice(0, 3);
}
