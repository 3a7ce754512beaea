import { put } from '../attachments/attachment-methods.js';
import type { FileSource } from '../attachments/file-source.js';
import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { replaceWith } from './replace-with.js';

/** Adds an action to the ticket. */
export function addAction({ halo }: Context, ticket: WireRecord, action: WireRecord, options?: CallOptions): Promise<WireRecord> {
  return halo.resource('actions').create({ ...action, ticket_id: ticket.id }, options);
}

/** All actions of the ticket. */
export function getActions({ halo }: Context, ticket: WireRecord, query: Query = {}, options?: CallOptions): Promise<WireRecord[]> {
  return halo
    .resource('actions')
    .listAll({ ...query, ticket_id: ticket.id as number }, options)
    .toArray();
}

/** Puts a file on the ticket. */
export function addAttachment(
  context: Context,
  ticket: WireRecord,
  ...file: [name: string, data: FileSource, description?: string]
): Promise<WireRecord> {
  const [name, data, description] = file;
  const attachments = context.halo.resource('attachments');
  return put({ ...context, verbs: attachments }, attachments, { name, data, description, ticket_id: ticket.id as number });
}

/** All attachments of the ticket. */
export function getAttachments({ halo }: Context, ticket: WireRecord, options?: CallOptions): Promise<WireRecord[]> {
  return halo
    .resource('attachments')
    .listAll({ ticket_id: ticket.id as number }, options)
    .toArray();
}

/** Brings a deleted ticket back (behaviour: tickets.recover). */
export async function restore({ verbs }: Context, ticket: WireRecord, options?: CallOptions): Promise<WireRecord> {
  return replaceWith(ticket, await verbs.update({ id: ticket.id, _recover: true, _validate_updates: true }, options));
}
