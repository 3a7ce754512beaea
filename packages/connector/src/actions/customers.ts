import type { Action } from '../action.js';
import { deleteAction, getAction, listAction, writeAction } from './action-kinds.js';

const clients = { toolset: 'clients', resource: 'clients' } as const;
const sites = { toolset: 'clients', resource: 'sites' } as const;
const users = { toolset: 'clients', resource: 'users' } as const;
const assets = { toolset: 'assets', resource: 'assets' } as const;

/** Clients, their sites, users and assets. */
export const customerActions: readonly Action[] = [
  listAction({
    ...clients,
    name: 'get_clients',
    title: 'Get Clients',
    description: 'Lists clients.',
    rows: 'clients',
    filters: ['search', 'toplevel_id', 'includeinactive', 'order', 'orderdesc'],
  }),
  getAction({
    ...clients,
    name: 'get_client_by_id',
    title: 'Get Client by ID',
    description: 'Returns one client.',
    always: { includedetails: true },
  }),
  writeAction({
    ...clients,
    name: 'add_or_update_client',
    title: 'Add or Update Client',
    description: 'Makes a client, or changes it where there is an id.',
    way: 'either',
  }),
  deleteAction({
    ...clients,
    name: 'delete_client',
    title: 'Delete Client',
    description: 'Deletes one client.',
  }),
  listAction({
    ...sites,
    name: 'get_sites',
    title: 'Get Sites',
    description: 'Lists sites.',
    rows: 'sites',
    filters: ['search', 'client_id', 'includeinactive', 'order', 'orderdesc'],
  }),
  getAction({
    ...sites,
    name: 'get_site_by_id',
    title: 'Get Site by ID',
    description: 'Returns one site.',
    always: { includedetails: true },
  }),
  writeAction({
    ...sites,
    name: 'add_or_update_site',
    title: 'Add or Update Site',
    description: 'Makes a site, or changes it where there is an id.',
    way: 'either',
  }),
  listAction({
    ...users,
    name: 'get_users',
    title: 'Get Users',
    description: 'Lists users, the people who raise tickets.',
    rows: 'users',
    filters: ['search', 'client_id', 'site_id', 'includeinactive', 'order', 'orderdesc'],
  }),
  getAction({
    ...users,
    name: 'get_user_by_id',
    title: 'Get User by ID',
    description: 'Returns one user.',
    always: { includedetails: true },
  }),
  writeAction({
    ...users,
    name: 'add_or_update_user',
    title: 'Add or Update User',
    description: 'Makes a user, or changes it where there is an id.',
    way: 'either',
  }),
  deleteAction({
    ...users,
    name: 'delete_user',
    title: 'Delete User',
    description: 'Deletes one user.',
  }),
  listAction({
    ...assets,
    name: 'get_assets',
    title: 'Get Assets',
    description: 'Lists assets.',
    rows: 'assets',
    filters: [
      'search',
      'client_id',
      'site_id',
      'assettype_id',
      'includeinactive',
      'order',
      'orderdesc',
    ],
  }),
  getAction({
    ...assets,
    name: 'get_asset_by_id',
    title: 'Get Asset by ID',
    description: 'Returns one asset.',
    always: { includedetails: true },
  }),
  writeAction({
    ...assets,
    name: 'add_or_update_asset',
    title: 'Add or Update Asset',
    description: 'Makes an asset, or changes it where there is an id.',
    way: 'either',
  }),
  deleteAction({
    ...assets,
    name: 'delete_asset',
    title: 'Delete Asset',
    description: 'Deletes one asset.',
  }),
];
