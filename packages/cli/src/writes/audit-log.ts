import { dirname } from 'node:path';
import { redactedFields } from 'halopsa-ground';
import { LineLog, makeFolder } from 'halopsa-ground/node';
import type { Context } from '../context.js';
import { type Host, statePath } from '../host.js';
import type { Value } from '../output/json-value.js';
import type { Row } from '../output/printer.js';
import { nameOfUser } from '../user-name.js';

/** What was done to one record. */
export interface WriteEntry {
  /** When, in UTC. */
  readonly at: string;
  /** The person at this computer. */
  readonly who: string;
  /** The tenant and the application that it was done through. */
  readonly tenant: string;
  readonly application: string;
  readonly action: 'create' | 'update' | 'delete' | 'call' | 'undo';
  /** Attribute of the resource, or the operation that was called. */
  readonly resource: string;
  readonly id?: number | string | undefined;
  /** A mark that all writes of one command share. */
  readonly together?: string | undefined;
  /** Of an undo: the command that it took back, by its mark or its time. */
  readonly undoes?: string | undefined;
  /** What was sent. */
  readonly sent?: Value;
  /** The fields that were sent, as they were before; the whole record where it was deleted. */
  readonly before?: Row | undefined;
  /** The fields that were sent, as the server has them now. */
  readonly after?: Row | undefined;
  /** Set where the answer was lost, so that nobody knows whether the write was made. */
  readonly outcome?: 'unknown' | undefined;
}

/** Where the log lies. */
export const auditPath = (host: Host): string => statePath(host, 'writes.log');

type Told = Pick<
  WriteEntry,
  'action' | 'resource' | 'id' | 'together' | 'undoes' | 'sent' | 'before' | 'after' | 'outcome'
>;

/** Waits for a write. One that may have been made although it failed is logged as well: it has to be found, and no undo may pass over it. */
export async function watched<Result>(
  entry: Told,
  work: Promise<Result>,
  context: Context,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (mayBeMade(error, context)) await logWrite({ ...entry, outcome: 'unknown' }, context);
    throw error;
  }
}

const doubtful: ReadonlySet<unknown> = new Set([
  'halo/api',
  'halo/ambiguous-write',
  'halo/server',
  'halo/unapplied-write',
]);

/** Whether the server may have made a write that ended with this error. */
export const mayBeMade = (error: unknown, context: Context): boolean =>
  context.doubtful() || doubtful.has((error as { readonly code?: unknown }).code);

/** Adds a write to the log. A log that cannot be written is told, and stops nothing: the write has been made. */
export async function logWrite(entry: Told, { connection, host, note }: Context): Promise<void> {
  const { settings, lasting } = await connection();
  if (!lasting) return;
  const full: WriteEntry = {
    at: new Date().toISOString(),
    who: nameOfUser(),
    tenant: settings.tenant_url ?? '',
    application: settings.client_id ?? '',
    ...(redactedFields(entry) as Told),
  };
  try {
    makeFolder(dirname(auditPath(host)), 0o700);
    LineLog.appendShared(auditPath(host), JSON.stringify(full));
  } catch (error) {
    const what = entry.outcome === undefined ? 'The write is made' : 'The write may have been made';
    note(
      `${what}, and the log of writes could not be kept (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}): "halo undo" does not know of it.`,
    );
  }
}

/** The writes that can be read, and how many of them stand before the last line that cannot be, if there is one. */
export interface Writes {
  readonly entries: readonly WriteEntry[];
  readonly beforeDamage: number | undefined;
}

/**
 * All writes of the log, oldest first. Lines that a crash cut short, or that the disk has damaged, are left out and counted: an undo by
 * a value that has been damaged would be worse than none. A log that cannot be read is not one without writes.
 */
export async function readWrites({ host, note }: Pick<Context, 'host' | 'note'>): Promise<Writes> {
  const path = auditPath(host);
  const entries: WriteEntry[] = [];
  let beforeDamage: number | undefined;
  const damage = LineLog.read(
    path,
    (text) => void entries.push(JSON.parse(text) as WriteEntry),
    () => {
      beforeDamage = entries.length;
    },
  );
  const lost = (damage?.lines ?? 0) + (damage?.isTorn === true ? 1 : 0);
  if (lost > 0)
    note(
      `${lost} ${lost === 1 ? 'line' : 'lines'} of ${path} cannot be read; the writes that they told of are not shown.`,
    );
  return { entries, beforeDamage };
}

/** The named fields of a record. */
export const pick = (record: Row, names: Iterable<string>): Row =>
  Object.fromEntries([...names].map((name) => [name, record[name] ?? null]));
