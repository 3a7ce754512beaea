import type { FileSource } from '../attachments/file-source.js';
import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { Bodies, Kinds, WireKinds } from '../core/methods.js';
import type { Changes } from '../types/names.js';
import { attachmentsMethods } from './attachments.js';
import { replaceWith } from './replace-with.js';

/** What a ticket can do; projects and opportunities are tickets too. */
export interface TicketMethods<
  Of extends Kinds,
  Name extends 'tickets' | 'projects' | 'opportunities',
> {
  /** Adds an action; `timetaken` is in hours. */
  addAction(
    action: Omit<Changes<'actions'>, 'ticket_id'>,
    options?: CallOptions,
  ): Promise<Of['record']['actions']>;
  /** All its actions. */
  getActions(query?: Query, options?: CallOptions): Promise<Of['row']['actions'][]>;
  /** Puts a file on it; a text as `data` is the path of a file. */
  addAttachment(
    name: string,
    data: FileSource,
    description?: string,
  ): Promise<Of['record']['attachments']>;
  /** All its attachments. */
  getAttachments(options?: CallOptions): Promise<Of['row']['attachments'][]>;
  /** Brings it back after it was deleted (behaviour: tickets.recover). */
  restore(options?: CallOptions): Promise<Of['record'][Name]>;
}

export const ticketMethods: Bodies<TicketMethods<WireKinds, 'tickets'>> = {
  addAction: ({ halo }, ticket, action, options) =>
    halo.resource('actions').create({ ...action, ticket_id: ticket.id }, options),

  getActions: ({ halo }, ticket, query = {}, options) =>
    halo
      .resource('actions')
      .listAll({ ...query, ticket_id: ticket.id as number }, options)
      .toArray(),

  addAttachment(context, ticket, ...[name, data, description]) {
    const attachments = context.halo.resource('attachments');
    const file = { name, data, description, ticket_id: ticket.id as number };
    return attachmentsMethods.put({ ...context, verbs: attachments }, attachments, file);
  },

  getAttachments: ({ halo }, ticket, options) =>
    halo
      .resource('attachments')
      .listAll({ ticket_id: ticket.id as number }, options)
      .toArray(),

  restore: async ({ verbs }, ticket, options) =>
    replaceWith(
      ticket,
      await verbs.update({ id: ticket.id, _recover: true, _validate_updates: true }, options),
    ),
};
