import type { Resource } from 'halopsa-catalogue';
import type { FieldValue } from '../fields.js';
import { checkForm, type FormProblem } from '../forms/check-form.js';
import type { Forms } from '../forms/forms.js';
import type { Draft } from '../mapping/field-path.js';
import { schemaOf } from '../mapping/find-field.js';
import type { CurrentRecords } from '../matching/current-records.js';
import type { Id } from '../matching/record-id.js';

/** The forms that rows are checked against: each record has the form of its type. */
export class RowForms {
  readonly #forms: Forms;
  readonly #resource: Resource;
  readonly #current: CurrentRecords | undefined;

  constructor(forms: Forms, resource: Resource, current: CurrentRecords | undefined) {
    this.#forms = forms;
    this.#resource = resource;
    this.#current = current;
  }

  /** Reads the forms that these rows need. */
  load(rows: readonly { readonly record: Draft; readonly id: Id | undefined }[]): Promise<void> {
    return this.#forms.load(rows.map(({ record, id }) => this.#typeOf(record, id)));
  }

  /** Why the form of its type refuses what a row sets; labels in the record become the ids that Halo keeps. */
  problemsOf(record: Draft, id: Id | undefined): readonly FormProblem[] {
    const form = this.#forms.get(this.#typeOf(record, id));
    if (!form) return [];
    const fields = schemaOf(this.#resource)?.fields;
    const isText = (name: string): boolean => fields?.get(name)?.type === 'string';
    return checkForm(record, form, {
      isNew: id === undefined,
      isText: ({ name, isCustom }) => !isCustom && isText(name),
    });
  }

  /** The type of a row's record: the one that the row says, or else the one that it has. */
  #typeOf(record: Draft, id: Id | undefined): FieldValue {
    const { field } = this.#forms;
    return record[field] ?? (id === undefined ? undefined : this.#current?.get(id)?.[field]);
  }
}
