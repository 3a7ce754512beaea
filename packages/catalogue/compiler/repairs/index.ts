import type { Source } from '../source.js';
import {
  addedField,
  computedName,
  controlField,
  countedField,
  lastChangeField,
  newValueField,
  readOnlyField,
  secretField,
} from './mark-fields.js';
import { pathParameter } from './path-parameter.js';
import { integerBody, queryType } from './query-type.js';
import type { Repair } from './repair.js';
import { unknownBodyType, unknownFieldType } from './unknown-type.js';

/** Every repair, in the order in which they are applied. */
export const repairs: readonly Repair[] = [
  addedField,
  unknownFieldType,
  unknownBodyType,
  integerBody,
  queryType,
  pathParameter,
  readOnlyField,
  controlField,
  computedName,
  secretField,
  newValueField,
  countedField,
  lastChangeField,
];

/** Applies all repairs and returns how often each one was needed. */
export function repairAll(source: Source): Record<string, number> {
  return Object.fromEntries(repairs.map((repair) => [repair.name, repair.apply(source)]));
}
