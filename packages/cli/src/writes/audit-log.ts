import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { Connection } from '../connection/open-client.js';
import { redact } from '../connection/redact.js';
import { type Host, statePath } from '../host.js';
import type { Row } from '../output/printer.js';

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
  /** What was sent. */
  readonly sent?: unknown;
  /** The fields that were sent, as they were before; the whole record where it was deleted. */
  readonly before?: Row | undefined;
  /** The fields that were sent, as the server has them now. */
  readonly after?: Row | undefined;
}

/** Where the log lies. */
export const auditPath = (host: Host): string => statePath(host, 'writes.ndjson');

type Told = Pick<WriteEntry, 'action' | 'resource' | 'id' | 'sent' | 'before' | 'after'>;

/** Adds a write to the log. A log that cannot be written is told, and stops nothing: the write has been made. */
export async function logWrite(entry: Told, connection: Connection, host: Host): Promise<string | undefined> {
  if (!connection.lasting) return undefined;
  const { settings } = connection;
  const full: WriteEntry = {
    at: new Date().toISOString(),
    who: nameOfUser(),
    tenant: settings.tenant_url ?? '',
    application: settings.client_id ?? '',
    ...(redact(entry) as Told),
  };
  try {
    await mkdir(dirname(auditPath(host)), { recursive: true, mode: 0o700 });
    await appendFile(auditPath(host), `${JSON.stringify(full)}\n`, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return `The write is made, and the log of writes could not be kept (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`;
  }
}

/** All writes of the log, oldest first; a line that a crash cut short is left out. */
export async function readWrites(host: Host): Promise<WriteEntry[]> {
  const text = await readFile(auditPath(host), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as WriteEntry];
    } catch {
      return [];
    }
  });
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** The named fields of a record. */
export const pick = (record: Row, names: Iterable<string>): Row =>
  Object.fromEntries([...names].map((name) => [name, record[name] ?? null]));
