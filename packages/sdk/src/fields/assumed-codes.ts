/**
 * Codes that Halo has published nowhere. The kinds of fields are those of a vendor's product (behaviour: fields.type-codes), but for the
 * table; what a form does with a field is assumed, from what its screens offer. A code that is not here is `unknown` and never guessed
 * at. Pass your own table to `getFields` where you know better.
 */

/** What a field holds. */
export type FieldKind =
  | 'text'
  | 'memo'
  | 'select'
  | 'multiselect'
  | 'date'
  | 'time'
  | 'checkbox'
  | 'table'
  | 'rich'
  | 'category'
  | 'unknown';

/** What a form does with a field. */
export type FieldVisibility = 'hidden' | 'visible' | 'required' | 'readonly' | 'unknown';

/** Numbers and what they mean. */
export interface FieldCodes {
  /** By `fieldinfo.type`. */
  readonly kinds: Readonly<Record<number, FieldKind>>;
  /** By `technew`, `endusernew` and their like. */
  readonly visibilities: Readonly<Record<number, FieldVisibility>>;
}

/** Assumed; see above. */
export const assumedCodes: FieldCodes = {
  kinds: {
    0: 'text',
    1: 'memo',
    2: 'select',
    3: 'multiselect',
    4: 'date',
    5: 'time',
    6: 'checkbox',
    7: 'table',
    10: 'rich',
  },
  visibilities: { 0: 'hidden', 1: 'visible', 2: 'required', 3: 'readonly' },
};
