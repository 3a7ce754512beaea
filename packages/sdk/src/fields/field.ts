import type { FieldCodes, FieldKind } from './assumed-codes.js';

/** One value that a field can take. */
export interface LookupValue {
  readonly id: number | string;
  readonly label: string;
}

/** A field of a ticket type's form. */
export interface Field {
  /** Halo's number of the field. */
  readonly id: number;
  /** Wire name, for example `status_id` or `CFOrderNumber`. */
  readonly name: string;
  /** What people read beside it. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Whether a new ticket needs it; `unknown` where Halo says so by a code that nobody has published. */
  readonly required: boolean | 'unknown';
  readonly readonly: boolean | 'unknown';
  /** Signs that a text may have at the most. */
  readonly characterLimit: number | undefined;
  /** Regular expression that a text must match. */
  readonly pattern: string | undefined;
  readonly isCategory: boolean;
  /** 1 to 4 where it is a category. */
  readonly categoryTypeId: 1 | 2 | 3 | 4 | undefined;
  /** Its column in Halo's CSV imports, where that is known. */
  readonly csvColumnName: string | undefined;
  readonly isCustom: boolean;
  /** The values that it can take; undefined where it is no choice, or where Halo does not list them. */
  readonly lookupValues: readonly LookupValue[] | undefined;
}

/** How fields are read. */
export interface FieldOptions {
  /** Whose form counts; default: an agent's. */
  as?: 'agent' | 'user' | undefined;
  /** What Halo's numbers mean, in place of the assumed table. */
  codes?: FieldCodes | undefined;
  signal?: AbortSignal | undefined;
}
