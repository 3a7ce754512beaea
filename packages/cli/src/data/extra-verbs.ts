/** A verb of ours beside those of the catalogue. */
export type ExtraVerb = { readonly name: string; readonly summary: string } & (
  | {
      /** Lists the records of another resource that belong to this one. */
      readonly kind: 'list';
      readonly resource: string;
      /** The filter that takes the id. */
      readonly by: string;
    }
  | {
      /** Makes a record of another resource that belongs to this one. */
      readonly kind: 'create-related';
      readonly resource: string;
      /** The field that takes the id. */
      readonly by: string;
    }
);

const listOf = (name: string, by: string, resource: string = name): ExtraVerb => ({
  name,
  summary: `list the ${name} of one`,
  kind: 'list',
  resource,
  by,
});

/** Verbs that people look for on a topic, by the attribute of its resource. */
export const extraVerbs: Readonly<Record<string, readonly ExtraVerb[]>> = {
  tickets: [
    {
      name: 'add-action',
      summary: 'add an action (a note, a reply) to one ticket',
      kind: 'create-related',
      resource: 'actions',
      by: 'ticket_id',
    },
    listOf('actions', 'ticket_id'),
    listOf('attachments', 'ticket_id'),
    listOf('appointments', 'ticket_id'),
  ],
  clients: [listOf('tickets', 'client_id'), listOf('sites', 'client_id'), listOf('users', 'client_id'), listOf('assets', 'client_id')],
  sites: [listOf('users', 'site_id'), listOf('assets', 'site_id')],
  users: [listOf('tickets', 'user_id')],
};
