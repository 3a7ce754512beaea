import type { Operation } from 'halopsa-catalogue';
import type { Session } from '../auth/sessions.js';
import type { SandboxClock } from '../clock.js';
import type { FileLinks } from '../http/file-links.js';
import type { Query } from '../http/query.js';
import type { Random } from '../random.js';
import type { Collection, HaloRecord } from '../store/port.js';
import type { Switches } from '../switches.js';
import type { HaloEvent } from '../webhooks/event.js';
import type { ResourceModel } from './model.js';

/** What the handling of one request can reach. */
export interface Context {
  readonly clock: SandboxClock;
  readonly switches: Switches;
  readonly session: Session;
  readonly random: Random;
  /** Addresses of files outside the API. */
  readonly links: FileLinks;
  /** Base address of the API as the caller sees it, without `/api`. */
  readonly origin: string;
  /** The stored records of a resource in the caller's tenant. */
  records(attribute: string): Collection;
  model(attribute: string): ResourceModel;
  /** Tells webhooks of something that happened. */
  fire(event: HaloEvent): void;
  /** Keeps what `write` makes of a record for as long as the record stays as it is. */
  rowText(write: (record: HaloRecord) => string): (record: HaloRecord) => string;
}

/** One API call that found its operation. */
export interface Call {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly request: Request;
  readonly model: ResourceModel;
  readonly context: Context;
}
