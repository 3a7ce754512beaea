import type { Operation, Resource } from 'halopsa-catalogue';
import type { BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import type { Reference as FieldReference } from 'halopsa-catalogue/references';
import type { Schema } from 'halopsa-catalogue/schemas';
import type { Session } from '../auth/sessions.js';
import type { SandboxClock } from '../clock.js';
import type { FileLinks } from '../http/file-links.js';
import type { Query } from '../http/query.js';
import type { Reply } from '../http/reply.js';
import type { Random } from '../random.js';
import type {
  Collection,
  HaloRecord,
  HaloValue,
  Key,
  Order,
  Test,
  WritableRecord,
} from '../store/port.js';
import type { HaloEvent } from '../webhooks/event.js';

/** What the handling of one request can reach. */
export interface Context {
  readonly clock: SandboxClock;
  readonly session: Session;
  readonly random: Random;
  /** Addresses of files outside the API. */
  readonly links: FileLinks;
  /** Base address of the API as the caller sees it, without `/api`. */
  readonly origin: string;
  /** The stored records of a resource in the caller's tenant. */
  records(attribute: string): Collection;
  model(attribute: string): ResourceModel;
  /** Notifies webhooks of something that happened. */
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

/** A pair of fields that holds another record's id and its name. */
export interface Reference {
  readonly idField: string;
  readonly nameField: string;
  /** Attribute of the resource it leads to. */
  readonly resource: string;
}

/** The part of a list that one answer holds. */
export interface Window {
  readonly from: number;
  readonly size: number;
  /** The page number to echo, where one was sent. */
  readonly pageNo: number | undefined;
  /** The page size to echo, where paging was asked for. */
  readonly pageSize: number | undefined;
  /** True where a page was asked for so that the server gives one; only then the whole list is counted. */
  readonly paged: boolean;
}

/** What a list found: the part that was asked for, how many rows of it there are, and how many in all. */
export interface ListCount {
  readonly window: Window;
  readonly rows: number;
  readonly all: number;
}

/** A resource as the sandbox serves it: the catalogue's facts joined with the behaviours that are on. */
export interface ResourceModel {
  readonly resource: Resource;
  readonly schema: Schema | undefined;
  /** Fields of a list row, or undefined where the contract does not say. */
  readonly rowFields: ReadonlySet<string> | undefined;
  /** The rules of the resource's own behaviours. */
  readonly rules: readonly ResourceRules[];
  /** The rule of this name that counts: that of the behaviour which acts last. */
  rule<Name extends keyof ResourceRules>(name: Name): ResourceRules[Name] | undefined;
  /** The rules of this name of all behaviours, in the order in which they act. */
  every<Name extends keyof ResourceRules>(name: Name): readonly NonNullable<ResourceRules[Name]>[];
  /** The fields that name other records. */
  references(): readonly Reference[];
  /** The fields that refer to other records by a number or a GUID. */
  refers(): readonly (readonly [field: string, reference: FieldReference])[];
  /** The key under which a record is stored. */
  keyOf(record: HaloRecord): Key;
}

/** Makes the test of one query parameter from its text; undefined leaves the list as it is. */
type FilterRule = (value: string, query: Query, context: Context) => Test | undefined;

/** A record on its way into the store. */
export interface Draft {
  /** The stored record, where this is an update. */
  readonly before: HaloRecord | undefined;
  /** What the caller sent, checked and with numbers as numbers; null unsets a field. */
  readonly patch: HaloRecord;
  /** The record as it will be stored; rules complete it. */
  readonly next: WritableRecord;
}

/** Answers one operation that is more than list, get, upsert or delete. */
export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Kind `route`: operations beside list, get, upsert and delete, by verb; also any of the four that are not generic. */
interface RouteRules {
  readonly operations?: Readonly<Record<string, Handler>>;
}

/** Kind `id`: how records are identified and found. */
interface IdRules {
  /** The key of a record where it is more than its id. */
  readonly keyOf?: (record: HaloRecord) => Key;
  /** The key that a route's id and the query lead to. */
  readonly locate?: (id: number | string, query: Query, context: Context) => Key;
  /** Other resources whose records a reference to this one may mean. */
  readonly kin?: readonly string[];
  /** The id of a new record. */
  readonly newId?: (draft: HaloRecord, records: Collection) => number | string;
}

/** Kind `filter`: which records a list is about. */
interface FilterRules {
  /** The rows that a list starts from, where that is not the whole collection. */
  readonly source?: (query: Query, context: Context) => Iterable<HaloRecord> | undefined;
  /** A test on every list of the resource. */
  readonly scope?: (query: Query, context: Context) => Test | undefined;
  /** Query parameters with a meaning that no field gives. */
  readonly filters?: Readonly<Record<string, FilterRule>>;
  /** Tests that a query asks for in a form of its own. */
  readonly tests?: (operation: Operation, query: Query, model: ResourceModel) => readonly Test[];
  /** Fields that `search` looks into. */
  readonly searchFields?: readonly string[];
}

/** Kind `list shape`: order, pages, envelope and fields of a list. */
interface ListShapeRules {
  /** The order of a list that names none. */
  readonly order?: Order;
  /** Which rows an answer holds, where the resource does not page as its style says. */
  readonly window?: (query: Query) => Window;
  /** True where no page is given, although one is asked for as other resources want it. */
  readonly isUnpaged?: (resource: Resource) => boolean;
  /** True where a query asks for a page so that the server gives one. */
  readonly asksForPage?: (query: Query) => boolean;
  /** The most rows that a page has. */
  readonly mostOnPage?: (resource: Resource) => number;
  /** The most rows that `count` gives. */
  readonly mostCounted?: (resource: Resource) => number;
  /** Where an answer begins that would begin behind the last of the rows. */
  readonly pastEnd?: (window: Window, count: number) => number;
  /** How many records a list is said to have. */
  readonly recordCount?: (found: ListCount) => number;
  /** True where the list is a bare array, although the catalogue knows an envelope. */
  readonly bare?: (query: Query) => boolean;
  /** Members of a list's envelope beside the rows and their count. */
  readonly envelope?: (query: Query, context: Context, model: ResourceModel) => HaloRecord;
  /** Fields that a list row lacks unless the query asks for them by one of these parameters. */
  readonly rowFlags?: Readonly<Record<string, readonly string[]>>;
  /** Fields that the rows of a list show although they would wait for a flag. */
  readonly shows?: (query: Query, context: Context) => readonly string[];
}

/** Kind `record shape`: what a record shows, and how. */
interface RecordShapeRules {
  /** Adds to a single record what a get shows beyond the stored fields. */
  readonly detail?: (record: HaloRecord, query: Query, context: Context) => HaloRecord;
  /** What a get shows of all that. */
  readonly shown?: (record: HaloRecord, query: Query) => HaloRecord;
  /** What the answer to a write shows of the stored record. */
  readonly answered?: (record: HaloRecord) => HaloRecord;
  /** Fields that only the answer to a creation shows. */
  readonly secretFields?: readonly string[];
  /** Whole numbers that answers write as decimals, such as 21.0. */
  readonly decimals?: readonly string[];
  /** Fields that the server takes although the contract lacks them, with their types. */
  readonly extraFields?: Readonly<Record<string, string>>;
}

/** Kind `upsert`: what a write checks, completes and changes. */
interface UpsertRules {
  /** True where a body has to be an array. */
  readonly demandsArray?: boolean;
  /** True where the server takes one object in place of a one-element array. */
  readonly acceptsBareObject?: boolean;
  /** Looks at what was sent before the stored record is looked up. */
  readonly recover?: (patch: HaloRecord, context: Context) => void;
  /** The id of the record that is meant, where a write carries none. */
  readonly identify?: (patch: HaloRecord, model: ResourceModel, context: Context) => HaloValue;
  /** Checks and completes a record before it is stored. */
  readonly prepare?: (draft: Draft, context: Context) => void;
  /** Checks a record that every rule has completed; what it throws is the answer. */
  readonly check?: (draft: Draft, model: ResourceModel, context: Context) => void;
  /** True where a write is checked and completed, and not stored. */
  readonly rehearses?: (patch: HaloRecord) => boolean;
  /** What else changes once a record is stored; the patch is what was sent, with the names that drive a request. */
  readonly written?: (
    record: HaloRecord,
    before: HaloRecord | undefined,
    context: Context,
    patch: HaloRecord,
  ) => void;
}

/** Kind `delete`: what a deletion checks and changes. */
interface DeleteRules {
  /** Checks a deletion; what it throws is the answer. */
  readonly removing?: (record: HaloRecord, query: Query, context: Context) => void;
  /** What else changes once a record is gone. */
  readonly removed?: (record: HaloRecord, context: Context) => void;
}

/** Kind `status`: statuses other than the usual ones. */
interface StatusRules {
  /** The status of a write that was made. */
  readonly stored?: number;
  /** Operations that answer nothing but a status, by verb. */
  readonly answers?: Readonly<Record<string, number>>;
  /** The status for a caller without the right to an operation, by verb. */
  readonly forbidden?: Readonly<Record<string, number>>;
  /** The status for an id in the route that is not of the key's type. */
  readonly malformedId?: number;
}

/** Kind `delay`: operations that take long on the sandbox's clock. */
interface DelayRules {
  /** Milliseconds before the operation is answered. */
  readonly delay?: (call: Call) => number;
}

/** Kind `server`: what the server does before it looks at a resource; for behaviours of all resources. */
export interface ServerRules {
  /** The scope of a client that asks for none. */
  readonly unaskedScope?: string;
  /** True where a session with these scopes may be renewed. */
  readonly mayRenew?: (scopes: readonly string[]) => boolean;
  /** True where a session may call an operation. */
  readonly mayCall?: (session: Session, operation: Operation) => boolean;
  /** The answer to a request that exceeds the limit, which is given in the server's words. */
  readonly tooMany?: (words: string) => Reply;
}

/** What one behaviour says about one resource, by kind; the rules of all behaviours of a resource are joined. */
export interface ResourceRules
  extends RouteRules,
    IdRules,
    FilterRules,
    ListShapeRules,
    RecordShapeRules,
    UpsertRules,
    DeleteRules,
    StatusRules,
    DelayRules {}

/**
 * When the rules of a behaviour act among those of its resource. `usual` ones check and complete what was sent, `following` ones need
 * what those filled in, `derived` ones compute from it, `checking` ones look at the whole, and `last` ones at the outcome.
 */
export const PRIORITIES = ['usual', 'following', 'derived', 'checking', 'last'] as const;

/** A named habit of the real server that differs from the generic rules, with the manifest entries that tell of it. */
export interface Behaviour {
  /** Ids of the behaviour manifest; the first is the name of its switch. */
  readonly ids: readonly [BehaviourId, ...BehaviourId[]];
  /** The attributes of the resources that have it; default: all. */
  readonly resource?: string | readonly string[];
  readonly rules: ResourceRules & ServerRules;
  /** When its rules act, default `usual`; within a priority the first id decides. */
  readonly priority?: (typeof PRIORITIES)[number];
  /** True where it has to be switched on, because the better evidence is against it or it depends on the tenant. */
  readonly optional?: boolean;
  /** True for what servers do that lack the behaviour: it acts where the switch is off. */
  readonly whenOff?: boolean;
}
