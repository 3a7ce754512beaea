import type { Operation, Resource, RouteMatch, Safety } from 'halopsa-catalogue';
import type { FileStores } from '../attachments/file-stores.js';
import type { Lane } from '../budget/request-budget.js';
import type { PathParams } from '../codec/path.js';
import type { Query } from '../codec/query.js';
import type { NameStore } from '../names/name-store.js';
import type { ExchangeMarks, Reply } from '../pipeline/exchange.js';
import type { HeldSecrets } from '../pipeline/held-secrets.js';
import type { ClientEvents } from '../pipeline/telemetry.js';

/** What every call takes besides its own input. */
export interface CallOptions {
  /** Ends the call; what was sent may still take effect. */
  signal?: AbortSignal | undefined;
  /** Parameters that the catalogue does not know and that are to be sent all the same. */
  extraQuery?: Query | undefined;
  /** Headers for this call on top of the client's. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds for one attempt. */
  timeoutMs?: number | undefined;
  /** Who is served first when the budget is short. */
  lane?: Lane | undefined;
}

/** What a call with a body takes besides. */
export interface BodyOptions {
  /** Fields that the catalogue does not know, or says that Halo sets, and that are to be sent all the same with every record. */
  extraFields?: Readonly<Record<string, unknown>> | undefined;
}

/** Input of one operation. */
export interface CallInput extends CallOptions, BodyOptions {
  params?: PathParams | undefined;
  query?: Query | undefined;
  body?: unknown;
  /** Overrides what the catalogue says, where the input makes the call safer: an update that names its id may be repeated. */
  safety?: Safety | undefined;
  /** True where the call changes nothing, although its method is that of a write and it is not to be repeated. */
  reads?: boolean | undefined;
  /** True where the caller reads the record back after the write. */
  readsBack?: boolean | undefined;
  /** True where the caller itself proves the write, by its answer or by reading. */
  proves?: boolean | undefined;
  /** True where the caller gives the answer as a record, so that it has to be one. */
  wantsRecord?: boolean | undefined;
  /** The resource, where the catalogue does not know it. */
  resource?: Resource | undefined;
  /** Gives the `Response` itself, its body unread, in place of the parsed answer. */
  raw?: boolean | undefined;
  /** Where given, tells after the call, however it ended, what its attempts left behind. */
  marks?: ExchangeMarks | undefined;
}

/** Input of a call to a path that need not be in the catalogue. */
export interface RawCall extends CallInput {
  readonly method: string;
  readonly path: string;
  /** What the catalogue knows of the path. */
  readonly known?: RouteMatch | undefined;
}

/** What all calls of a client have in common. */
export interface CallerOptions extends HeldSecrets {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly lane: Lane | undefined;
  readonly fileStores: () => FileStores;
  readonly nameStore?: NameStore | undefined;
  readonly onWarning?: ClientEvents['onWarning'];
  readonly onNotTaken?: ClientEvents['onNotTaken'];
  readonly onNotShown?: ClientEvents['onNotShown'];
  readonly onDropped?: ClientEvents['onDropped'];
}

/** The one way from an operation and its input to an answer. */
export interface Caller {
  readonly options: CallerOptions;
  /** Aborted when the client is closed: for what is read after its call has ended. */
  readonly closing: AbortSignal;
  /** Calls an operation of the catalogue, which holds its query and its body. */
  call(operation: Operation, input: CallInput): Promise<Reply>;
  /** Calls any path below `/api`; unless the call says more, only a GET counts as safe to repeat. */
  callPath(call: RawCall): Promise<Reply>;
}
