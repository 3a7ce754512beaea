import type { Query } from 'halopsa';
import type { JsonObject } from '../json.js';

/**
 * Query parameters without those that are empty: text of nothing, or a list of nothing, is what platforms and assistants send for a
 * parameter that is not wanted. An empty number never comes here, since its schema refuses it.
 */
export const filledQuery = (query: JsonObject): Query =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => !isEmpty(value))) as Query;

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
