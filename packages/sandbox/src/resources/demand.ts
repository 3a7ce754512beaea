import { exception } from '../http/refusal.js';
import type { HaloRecord } from '../store/port.js';
import type { Context } from './context.js';

/** The record that a reference leads to; refused with its kind and id where there is none. */
export function demandRecord(attribute: string, id: unknown, context: Context): HaloRecord {
  const found = context.records(attribute).get(Number(id));
  if (found) return found;
  const noun = context.model(attribute).resource.singular;
  throw exception(`${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${String(id)} not found`);
}

/** The members of a list that are objects; whatever else a caller put there is left out. */
export const objectsOf = (value: unknown): HaloRecord[] =>
  Array.isArray(value) ? value.filter((member): member is HaloRecord => typeof member === 'object' && member !== null) : [];

/** The highest of the numbers that records of a list have as ids; zero where there is none. */
export const highestId = (members: readonly HaloRecord[]): number =>
  members.reduce((highest, { id }) => (typeof id === 'number' && id > highest ? id : highest), 0);
