import { checkWorkflow, listAgain, lookItUp } from 'halopsa-catalogue/next-steps';
import type { WireRecord } from '../codec/json-value.js';
import { HaloError, type HaloErrorDetails } from './halo-error.js';

/** A list ended with fewer rows than the server counted; the rows that did come were yielded before. */
export class HaloIncompleteListError extends HaloError {
  static {
    HaloIncompleteListError.prototype.name = 'HaloIncompleteListError';
  }

  readonly operation: string;
  readonly expected: number;
  readonly received: number;

  constructor(operation: string, expected: number, received: number, reason: string) {
    super(
      'halo/incomplete-list',
      `${operation}: the server counts ${expected} rows, ${received} came: ${reason}`,
      {
        nextStep: listAgain,
      },
    );
    this.operation = operation;
    this.expected = expected;
    this.received = received;
  }
}

/** What is known of the records of a write whose outcome is not. */
export interface AmbiguousWrite {
  /** Records that the server has proven to have written. */
  done?: readonly WireRecord[];
  /** Positions, from 0, of the records given whose outcome is unknown. */
  unknown?: readonly number[];
  /** Positions of the records that were not sent. */
  notSent?: readonly number[];
  /** What the server answered, without secrets; of a long answer its beginning. */
  answer?: unknown;
}

/** A write may or may not have happened: it was sent, and its answer was lost or proves nothing. It is never sent again blindly. */
export class HaloAmbiguousWriteError extends HaloError {
  static {
    HaloAmbiguousWriteError.prototype.name = 'HaloAmbiguousWriteError';
  }

  readonly operation: string;
  readonly done: readonly WireRecord[];
  readonly unknown: readonly number[];
  readonly notSent: readonly number[];
  /** What the server answered, where an answer came: without secrets, and of a long one the beginning. */
  readonly answer: unknown;

  constructor(
    operation: string,
    message: string,
    write: AmbiguousWrite = {},
    details: HaloErrorDetails = {},
  ) {
    super('halo/ambiguous-write', message, {
      nextStep: lookItUp,
      ...details,
    });
    this.operation = operation;
    this.done = write.done ?? [];
    this.unknown = write.unknown ?? [];
    this.notSent = write.notSent ?? [];
    this.answer = write.answer;
  }
}

/** A field that a write did not change: what was sent, and what stands there now. */
export interface UnappliedField {
  readonly sent: unknown;
  readonly found: unknown;
}

/** Halo accepted a write, and reading back shows fields that did not take the value sent: a workflow, a rule or a permission kept them. */
export class HaloUnappliedWriteError extends HaloError {
  static {
    HaloUnappliedWriteError.prototype.name = 'HaloUnappliedWriteError';
  }

  readonly operation: string;
  /** The fields in question, by name. */
  readonly fields: Readonly<Record<string, UnappliedField>>;
  /** The record as it was read back. */
  readonly record: Readonly<WireRecord>;

  constructor(
    operation: string,
    record: Readonly<WireRecord>,
    fields: Record<string, UnappliedField>,
  ) {
    const names = Object.keys(fields);
    super(
      'halo/unapplied-write',
      `${operation}: record ${String(record.id)} was accepted, but ${names.join(', ')} did not change`,
      {
        nextStep: checkWorkflow,
      },
    );
    this.operation = operation;
    this.fields = fields;
    this.record = record;
  }
}
