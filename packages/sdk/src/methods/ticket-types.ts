import type { Bodies } from '../core/methods.js';
import type { Field, FieldOptions } from '../fields/field.js';
import { readFormFields } from '../fields/form-fields.js';

/** What a ticket type can do. */
export interface TicketTypeMethods {
  /** The fields of its form, in its order; lists of values are read as seldom as can be and kept for a while. */
  getFields(options?: FieldOptions): Promise<Field[]>;
}

export const ticketTypeMethods: Bodies<TicketTypeMethods> = { getFields: readFormFields };
