import type { JsonValue } from '../json.js';

/**
 * The variables of the collection. A request reads what was found, changes what the set-up made, and deletes what its own folder
 * made, so that no record of the tenant is written.
 */

/** The first record of a list, or one that was made where the list is empty. */
export const foundId = (resource: string): string => `${resource.toLowerCase()}_id`;

/** The record that the folder's own create made. */
export const madeId = (resource: string): string => `${resource.toLowerCase()}_new_id`;

/** The record that the set-up made, which all folders may refer to and change. */
export const ownId = (resource: string): string => `${resource.toLowerCase()}_own_id`;

/** The first line of the document that the set-up made. */
export const ownLineId = (resource: string): string => `${resource.toLowerCase()}_own_line_id`;

export const inserted = (variable: string): string => `{{${variable}}}`;

/** A variable for a number in a body, without quotation marks. */
export const insertedNumber = (variable: string): string => `#number{{${variable}}}`;

/** JSON in which numbers may be variables too. */
export const jsonText = (value: JsonValue): string =>
  JSON.stringify(value, null, 2).replace(/"#number(\{\{\w+\}\})"/g, '$1');

/** The names of the variables in a text, without those that Postman or the environment has. */
export const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !environmentVariables.includes(name));

const environmentVariables: readonly string[] = [
  'base_url',
  'token_url',
  'client_id',
  'client_secret',
  'scope',
  'access_token',
];
