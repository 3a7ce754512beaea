/**
 * The custom fields of your tenant, for the compiler: declare them once, and `setCustomFields` and `getCustomFields` know them.
 *
 * @example
 * declare module 'halopsa' {
 *   interface CustomFields {
 *     tickets: { CFOrderNumber: string; CFWarranty: boolean };
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: callers fill it
export interface CustomFields {}

/** A value that a custom field can be set to; null empties it. */
export type CustomFieldValue = string | number | boolean | null | readonly unknown[];

/** Custom fields to set, by name or id. */
export type CustomFieldChanges<Name> = Name extends keyof CustomFields
  ? { readonly [Field in keyof CustomFields[Name]]?: CustomFields[Name][Field] | null } & {
      readonly [id: number]: CustomFieldValue;
    }
  : { readonly [nameOrId: string]: CustomFieldValue };

/** Values of custom fields by name. */
export type CustomFieldValues<Name> = Name extends keyof CustomFields
  ? { [Field in keyof CustomFields[Name]]?: CustomFields[Name][Field] | null }
  : Record<string, unknown>;
