import type { FieldValue } from '../fields.js';
import type { Tenant } from '../tenant.js';
import type { Form, TypeForm } from './form.js';

/** The forms of a tenant's types; each is read once, when the first row of its type comes. */
export class Forms {
  /** The field of a record that holds the number of its type. */
  readonly field: string;
  readonly #tenant: Tenant;
  readonly #types: string;
  readonly #forms = new Map<number, Form | undefined>();

  constructor(tenant: Tenant, { field, types }: TypeForm) {
    this.#tenant = tenant;
    this.field = field;
    this.#types = types;
  }

  /** Reads the forms of these types. */
  async load(types: Iterable<FieldValue>): Promise<void> {
    for (const type of new Set(types))
      if (typeof type === 'number' && !this.#forms.has(type))
        this.#forms.set(type, await this.#tenant.form(this.#types, type));
  }

  /** The form of a type, where it has been read and the type has one. */
  get(type: FieldValue): Form | undefined {
    return typeof type === 'number' ? this.#forms.get(type) : undefined;
  }
}
