import type { DroppedField } from '../codec/body.js';
import type { UnappliedField } from '../errors/list-and-write-errors.js';

/** Halo accepted a write and answered with other values than those that were sent: a workflow, a rule or a permission kept them. */
export class HaloNotTakenWarning {
  readonly name = 'HaloNotTakenWarning';
  readonly operation: string;
  /** The id of the record, where the answer has one. */
  readonly id: number | string | undefined;
  /** The fields in question, by name: what was sent, and what stands there. */
  readonly fields: Readonly<Record<string, UnappliedField>>;

  constructor(
    operation: string,
    id: number | string | undefined,
    fields: Readonly<Record<string, UnappliedField>>,
  ) {
    this.operation = operation;
    this.id = id;
    this.fields = fields;
  }

  /** One sentence for a log; it holds no value. */
  get message(): string {
    const record = this.id === undefined ? 'a record' : `record ${this.id}`;
    return `${this.operation}: ${record} was written, and these fields did not take: ${Object.keys(this.fields).join(', ')}`;
  }
}

/** Halo accepted a write, and its answer does not show these fields, so that it is not known whether they took. */
export class HaloNotShownWarning {
  readonly name = 'HaloNotShownWarning';
  readonly operation: string;
  /** The id of the record, where the answer has one. */
  readonly id: number | string | undefined;
  /** The fields in question; of custom fields `customfields.<name or id>`. */
  readonly fields: readonly string[];
  /** Where the record was to be read back: why that failed. */
  readonly unread: string | undefined;

  constructor(
    operation: string,
    id: number | string | undefined,
    fields: readonly string[],
    unread?: string,
  ) {
    this.operation = operation;
    this.id = id;
    this.fields = fields;
    this.unread = unread;
  }

  /** One sentence for a log. */
  get message(): string {
    const why =
      this.unread === undefined ? '' : ` (the record could not be read back: ${this.unread})`;
    return `${this.operation}: the answer does not show whether these fields took: ${this.fields.join(', ')}${why}`;
  }
}

/** Fields that Halo sets itself stood in a body beside those that set them, as in every record that was read, and were not sent. */
export class HaloDroppedFieldsWarning {
  readonly name = 'HaloDroppedFieldsWarning';
  readonly operation: string;
  readonly fields: readonly DroppedField[];

  constructor(operation: string, fields: readonly DroppedField[]) {
    this.operation = operation;
    this.fields = fields;
  }

  /** One sentence for a log; it holds no value. */
  get message(): string {
    const shown = this.fields.map(({ path, instead }) =>
      instead === undefined ? path : `${path} (${instead} sets it)`,
    );
    return `${this.operation}: not sent, since Halo sets them: ${shown.join(', ')}`;
  }
}

/** What a write has to say of its result. */
export type HaloWriteWarning = HaloNotTakenWarning | HaloNotShownWarning | HaloDroppedFieldsWarning;

const warnings = new WeakMap<object, readonly HaloWriteWarning[]>();

/**
 * What the write that gave this record has to say: fields that did not take, fields that were not sent. Empty where all went
 * as asked. Kept beside the record and not in it, so that it prints as Halo sent it.
 */
export const warningsOf = (record: object): readonly HaloWriteWarning[] =>
  warnings.get(record) ?? [];

/** Adds to what is to be said of a record. */
export function noteWarnings(record: object, more: readonly HaloWriteWarning[]): void {
  if (more.length > 0) warnings.set(record, [...warningsOf(record), ...more]);
}

/** Puts what is to be said of a record in place of what was said of its earlier state. */
export function setWarnings(record: object, now: readonly HaloWriteWarning[]): void {
  if (now.length > 0) warnings.set(record, now);
  else warnings.delete(record);
}
