import type { Resource } from 'halopsa-catalogue';
import { zoneClock } from 'halopsa-ground';
import { findField, schemaOf } from './find-field.js';

const zoned = /^(.{1,200}) \(([A-Za-z][\w+-]{1,30}(?:\/[\w+-]{1,30}){0,2})\)$/;

/** The heading of a column whose times are in a zone: `dateoccurred (Europe/London)`. */
export const zonedHeading = (field: string, zone: string): string => `${field} (${zone})`;

/** The field and the zone of such a heading; undefined for any other. */
export function readZonedHeading(
  resource: Resource,
  heading: string,
): { readonly field: string; readonly zone: string } | undefined {
  const [, name, zone] = zoned.exec(heading) ?? [];
  const field = name === undefined ? undefined : findField(resource, name);
  if (field === undefined || schemaOf(resource)?.fields.get(field)?.type !== 'datetime')
    return undefined;
  return zone !== undefined && zoneClock(zone) ? { field, zone } : undefined;
}
