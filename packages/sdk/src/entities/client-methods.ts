import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';

type Related = (context: Context, client: WireRecord, query?: Query, options?: CallOptions) => Promise<WireRecord[]>;

/** Lists all records of a resource that belong to the client. */
const related =
  (resource: string): Related =>
  ({ halo }, client, query = {}, options) =>
    halo
      .resource(resource)
      .listAll({ ...query, client_id: client.id as number }, options)
      .toArray();

/** All sites of the client. */
export const getSites: Related = related('sites');
/** All users of the client. */
export const getUsers: Related = related('users');
/** All contracts of the client. */
export const getContracts: Related = related('contracts');
/** All assets of the client. */
export const getAssets: Related = related('assets');
/** All tickets of the client. */
export const getTickets: Related = related('tickets');
