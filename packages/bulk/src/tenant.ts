import { type Clock, type Entity, type HaloClient, systemClock, type WireRecord } from 'halopsa';
import { findResource, resourceNamed } from 'halopsa-catalogue';
import { type Fields, type FieldValue, isList, isObject } from './fields.js';
import type { Form } from './forms/form.js';
import type { Id } from './matching/record-id.js';
import { type PlanTarget, targetUrl } from './plan/plan-target.js';

/** The part of a client that bulk work needs. */
export type BulkClient = Pick<HaloClient, 'resource' | 'budget'>;

/** How requests of a job are sent. */
export interface TenantOptions {
  /** The address of the tenant, kept in a plan so that it is not applied to another one. */
  readonly url: string;
  /** The name of the tenant where one server holds several (`HALO_TENANT`), empty for none; a plan is bound to it where it is given. */
  readonly name?: string | undefined;
  /** The application that asks; a plan is bound to it where it is given. */
  readonly clientId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Requests under way at the same time; default: 4. */
  readonly concurrency?: number | undefined;
  /** Called with each page of a list that is read: how many records have arrived, and how many the server counts. */
  readonly onPage?: ((page: ReadPage) => void) | undefined;
  /** Replaces the computer's clock. */
  readonly clock?: Clock | undefined;
}

/** How far the reading of a list is. */
export interface ReadPage {
  readonly resource: string;
  readonly received: number;
  readonly expected: number | undefined;
}

/** One Halo tenant as bulk work sees it: lists, records, and writes that each state whether they are safe to repeat. */
export class Tenant implements PlanTarget {
  readonly url: string;
  readonly name: string | undefined;
  readonly clientId: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly concurrency: number;
  readonly #client: BulkClient;
  readonly #clock: Clock;
  readonly #onPage: TenantOptions['onPage'];

  constructor(client: BulkClient, options: TenantOptions) {
    this.#client = client;
    this.url = targetUrl(options.url);
    this.name = options.name;
    this.clientId = options.clientId;
    this.signal = options.signal;
    this.concurrency = options.concurrency ?? 4;
    this.#clock = options.clock ?? systemClock;
    this.#onPage = options.onPage;
  }

  /** Waits, or rejects as soon as the job is stopped. */
  sleep(ms: number): Promise<void> {
    return this.#clock.sleep(ms, this.signal);
  }

  /** Does the work for each thing, `concurrency` of them at a time. */
  async each<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
    const waiting = [...things].reverse();
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
    };
    await Promise.all(Array.from({ length: this.concurrency }, worker));
  }

  /** How long this many requests take at the budget. */
  forecastMs(requests: number): number {
    return this.#client.budget.forecast(requests);
  }

  /** A whole list, page by page, proven to be whole. */
  pages(
    resource: string,
    query: Readonly<Record<string, number | string>> = {},
  ): AsyncIterable<readonly Fields[]> {
    const onPage = ({ received, expected }: Omit<ReadPage, 'resource'>): void =>
      this.#onPage?.({ resource, received, expected });
    const options = {
      signal: this.signal,
      lane: 'bulk' as const,
      concurrency: this.concurrency,
      onPage,
    };
    const rows = this.#client.resource(resource).listAll(query, options);
    // What the client reads is JSON, which its type leaves open.
    return rows.pages() as AsyncIterable<readonly Fields[]>;
  }

  /** How many records a list holds, by its first page. */
  async size(
    resource: string,
    query: Readonly<Record<string, number | string>> = {},
  ): Promise<number> {
    let size = 0;
    const onPage = ({ received, expected }: Omit<ReadPage, 'resource'>): void => {
      size = Math.max(size, expected ?? received);
    };
    const options = { signal: this.signal, lane: 'bulk' as const, concurrency: 1, onPage };
    for await (const page of this.#client.resource(resource).listAll(query, options).pages()) {
      size = Math.max(size, page.length);
      break;
    }
    return size;
  }

  /** One record, or undefined where there is none; `fields` hold what names it besides its id, where anything does. */
  async get(resource: string, id: Id, fields: Fields = {}): Promise<Fields | undefined> {
    return (await this.#get(resource, id, fields)) as Fields | undefined;
  }

  async #get(resource: string, id: Id, fields: Fields): Promise<WireRecord | undefined> {
    try {
      return await this.#client
        .resource(resource)
        .get(
          id,
          { ...this.#details(resource), ...needed(resource, 'get', fields) },
          { signal: this.signal, lane: 'bulk' },
        );
    } catch (error) {
      if ((error as { code?: unknown }).code === 'halo/not-found') return undefined;
      throw error;
    }
  }

  /** The form of a type of records; undefined where there is no such type, or it has no form. */
  async form(types: string, id: number): Promise<Form | undefined> {
    const type = await this.#get(types, id, {});
    if (!type) return undefined;
    const fields = await (type as unknown as Entity<'ticketTypes'>).getFields({
      signal: this.signal,
    });
    return fields.length === 0 ? undefined : { type: id, name: String(type['name'] ?? id), fields };
  }

  /** Throws HaloBodyError for fields of a record that Halo would ignore; asks nothing. */
  check(resource: string, record: Fields): Promise<void> {
    return this.#client.resource(resource).check(record);
  }

  /** Sends records in one request; an update may be repeated by the client after a lost answer, a create never. */
  async write(
    resource: string,
    records: readonly Fields[],
    safety: 'idempotent' | 'unsafe',
  ): Promise<readonly Fields[]> {
    const answer = await this.#client.resource(resource).call('upsert', {
      body: resourceNamed(resource).operations['upsert']?.body === 'single' ? records[0] : records,
      extraQuery: { returnall: true },
      // What the answer does not prove is looked up.
      proves: true,
      safety,
      lane: 'bulk',
      signal: this.signal,
    });
    // What the client reads is JSON, which its type leaves open.
    const read = answer as FieldValue;
    return (isList(read) ? read : [read]).filter(isObject);
  }

  /** Deletes a record; `fields` hold what names it besides its id, where anything does. */
  async remove(resource: string, id: Id, fields: Fields = {}): Promise<void> {
    await this.#client
      .resource(resource)
      .delete(id, needed(resource, 'delete', fields), { signal: this.signal, lane: 'bulk' });
  }

  #details(resource: string): Record<string, boolean> {
    const query = findResource(resource)?.operations['get']?.query ?? {};
    return 'includedetails' in query ? { includedetails: true } : {};
  }
}

function needed(resource: string, verb: 'get' | 'delete', fields: Fields): Record<string, string> {
  const names = findResource(resource)?.needs[verb] ?? [];
  return Object.fromEntries(
    names.flatMap((name) => (fields[name] === undefined ? [] : [[name, String(fields[name])]])),
  );
}
