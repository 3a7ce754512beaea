import type { Operation } from 'halopsa-catalogue';
import type { Schema } from 'halopsa-catalogue/schemas';
import type { WireRecord } from '../codec/json-value.js';
import { HaloUnappliedWriteError, type UnappliedField } from '../errors/list-and-write-errors.js';
import type { ClientEvents } from '../pipeline/telemetry.js';
import { tellNotTaken } from './held-write.js';
import { compareTaken } from './not-taken.js';
import { HaloNotTakenWarning, noteWarnings } from './warnings.js';

/** A record as it was sent, with the operation and what the catalogue knows of its fields. */
export interface SentRecord {
  readonly operation: Operation;
  readonly schema: Schema | undefined;
  readonly record: Readonly<WireRecord>;
}

/** Holds what was sent against what was read back; throws HaloUnappliedWriteError for the fields that differ. */
export function proveApplied(sent: SentRecord, found: Readonly<WireRecord>): void {
  const fields = lostFields(sent, found);
  if (Object.keys(fields).length > 0)
    throw new HaloUnappliedWriteError(sent.operation.id, found, fields);
}

/** Reads a record back where the answer to its write does not carry all that was sent, and notes beside the answer what did not take. */
export async function warnOfLost(
  { operation, schema, record }: SentRecord,
  written: Readonly<WireRecord>,
  read: () => Promise<Readonly<WireRecord>>,
  events: Pick<ClientEvents, 'onNotTaken'>,
): Promise<void> {
  const { notCarried } = compareTaken(record, written, schema);
  const open = Object.fromEntries(notCarried.map((name) => [name, record[name]]));
  if (Object.keys(open).length === 0) return;
  const fields = lostFields({ schema, record: open }, await read());
  if (Object.keys(fields).length === 0) return;
  const warning = new HaloNotTakenWarning(
    operation.id,
    written.id as number | string | undefined,
    fields,
  );
  noteWarnings(written, [warning]);
  tellNotTaken(warning, events);
}

/** The fields of a record that was read whole which do not have the value sent: null and its kin may be left out. */
function lostFields(
  { schema, record }: Omit<SentRecord, 'operation'>,
  found: Readonly<WireRecord>,
): Record<string, UnappliedField> {
  const { notTaken, notCarried } = compareTaken(record, found, schema);
  return {
    ...notTaken,
    ...Object.fromEntries(
      notCarried.map((name) => [name, { sent: record[name], found: undefined }]),
    ),
  };
}

/** Whether a record that was read whole has all of these values. */
export const isAppliedTo = (
  wanted: Readonly<WireRecord>,
  found: Readonly<WireRecord>,
  schema: Schema | undefined,
): boolean => Object.keys(lostFields({ schema, record: wanted }, found)).length === 0;
