import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { Bodies, Kinds, WireKinds } from '../core/methods.js';
import type { WireRecord } from '../core/records.js';

type Related<Row> = (query?: Query, options?: CallOptions) => Promise<Row[]>;

/** What a client can do: list all records of a resource that belong to it. */
export interface ClientMethods<Of extends Kinds> {
  readonly getSites: Related<Of['row']['sites']>;
  readonly getUsers: Related<Of['row']['users']>;
  readonly getContracts: Related<Of['row']['contracts']>;
  readonly getAssets: Related<Of['row']['assets']>;
  readonly getTickets: Related<Of['row']['tickets']>;
}

const related =
  (resource: string): Bodies<{ list: Related<WireRecord> }>['list'] =>
  ({ halo }, client, query = {}, options) =>
    halo
      .resource(resource)
      .listAll({ ...query, client_id: client.id as number }, options)
      .toArray();

export const clientMethods: Bodies<ClientMethods<WireKinds>> = {
  getSites: related('sites'),
  getUsers: related('users'),
  getContracts: related('contracts'),
  getAssets: related('assets'),
  getTickets: related('tickets'),
};
