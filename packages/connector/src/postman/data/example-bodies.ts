import { foundId, inserted, insertedNumber, madeId, ownId, ownLineId } from '../variables.js';

const own = (resource: string): string => insertedNumber(ownId(resource));
const made = (resource: string): string => insertedNumber(madeId(resource));
const line = (resource: string): string => insertedNumber(ownLineId(resource));

/** A text that no earlier run has used. */
export const freshText = 'Made with Postman {{$timestamp}}';

const file = {
  filename: 'note.txt',
  data_base64: 'data:text/plain;base64,SGVsbG8=',
  ticket_id: own('tickets'),
};

/**
 * The records of bodies that neither the contract nor the names of fields tell, by operation: what a create demands, and what routes
 * of their own take. A tenant may demand more of its own.
 */
export const exampleBodies: Readonly<Record<string, unknown>> = {
  'actions.reaction': { ticket_id: own('tickets'), action_number: own('actions'), type: 'like' },
  'actions.review': { ticket_id: own('tickets'), id: own('actions'), actreviewed: true },
  'actions.upsert': {
    ticket_id: own('tickets'),
    note: 'Made with Postman',
    outcome: 'Private Note',
    hiddenfromuser: true,
  },
  'appointments.book': {
    subject: 'Made with Postman',
    agent_id: own('agents'),
    start_date: inserted('booking_start'),
    end_date: inserted('booking_end'),
  },
  'appointments.upsert': {
    subject: 'Made with Postman',
    agent_id: own('agents'),
    start_date: '2026-03-01T09:00:00Z',
    end_date: '2026-03-01T09:30:00Z',
  },
  'assetGroups.upsert': { name: freshText, showasequip: true, showasitem: true },
  'assetTypes.upsert': { name: freshText, assetgroup_id: own('assetGroups') },
  'assets.upsert': {
    inventory_number: 'PM-{{$timestamp}}',
    client_id: own('clients'),
    assettype_id: own('assetTypes'),
  },
  'attachments.presignedUploadComplete': {
    _tempid: inserted('uploaded_tempid'),
    filename: 'note.txt',
    ticket_id: own('tickets'),
  },
  'attachments.presignedUrl': { _tempid: '{{$guid}}', filename: 'note.txt', filesize: 5 },
  'attachments.uploadDocument': file,
  'attachments.upsert': file,
  'cannedTexts.favourite': { ctid: made('cannedTexts') },
  'certificates.upsert': { name: freshText, new_password: 'postman-{{$timestamp}}' },
  // The settings of the tenant: what is not sent stays as it is.
  'control.upsert': {},
  'customTables.upsert': { name: 'Postman{{$timestamp}}' },
  'emailTemplates.preview': { id: made('emailTemplates'), ticket_to_preview: own('tickets') },
  'expenses.review': [{ id: own('expenses') }],
  'fieldInfos.upsert': { name: 'Postman{{$timestamp}}', table_id: own('customTables') },
  'invoices.updateLines': { ihid: own('invoices'), id: line('invoices'), qty_order: 2 },
  'invoices.upsert': {
    client_id: own('clients'),
    invoice_date: '2026-03-01T00:00:00Z',
    lines: [{ item_shortdescription: 'Support', qty_order: 1, unit_price: 50 }],
  },
  'items.upsert': { name: freshText, assetgroup_id: own('assetGroups') },
  'kbArticles.upsert': { name: freshText, description: 'This article may be deleted.' },
  'kbArticles.vote': { id: own('kbArticles'), your_vote: 1 },
  'mcpServer.upsert': {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'Postman', version: '1' },
    },
  },
  'notificationRules.upsert': { name: freshText, eventno: 1 },
  'opportunities.upsert': {
    summary: 'Made with Postman',
    client_id: own('clients'),
    targetdate: '2026-12-01T00:00:00Z',
  },
  'projects.upsert': { summary: 'Made with Postman', client_id: own('clients') },
  'purchaseOrders.upsert': {
    title: freshText,
    supplier_id: own('suppliers'),
    lines: [{ name: 'Cable', quantity: 2, costprice: 5 }],
  },
  'quotations.lines': { qhid: own('quotations'), name: 'Cable', quantity: 2, baseprice: 10 },
  'quotations.upsert': {
    title: freshText,
    client_id: own('clients'),
    user_id: own('users'),
    lines: [{ name: 'Cable', quantity: 2, baseprice: 10 }],
  },
  'recurringInvoices.postLines': {
    ihid: own('recurringInvoices'),
    item_shortdescription: 'Support',
    qty_order: 1,
    unit_price: 50,
  },
  'recurringInvoices.updateLines': {
    ihid: own('recurringInvoices'),
    id: line('recurringInvoices'),
    qty_order: 2,
  },
  'recurringInvoices.upsert': {
    client_id: own('clients'),
    lines: [{ item_shortdescription: 'Support', qty_order: 1, unit_price: 50 }],
  },
  'reports.upsert': { name: freshText, sql: 'SELECT TOP 10 Faultid FROM Faults' },
  'salesOrders.updateLines': [
    { salesorder_id: own('salesOrders'), id: line('salesOrders'), quantity: 3 },
  ],
  'salesOrders.upsert': {
    title: freshText,
    client_id: own('clients'),
    user_id: own('users'),
    lines: [{ name: 'Cable', quantity: 2, baseprice: 10 }],
  },
  'services.unsubscribe': { serviceid: made('services') },
  'slas.upsert': { name: freshText, priorities: [{ name: 'Made with Postman' }] },
  'tickets.upsert': {
    summary: 'Made with Postman',
    details: 'This ticket may be deleted.',
    client_id: own('clients'),
    user_id: own('users'),
  },
  'tickets.vote': { id: own('tickets'), your_vote: 1 },
  // A webhook of type 1 is a runbook; this one may be started from outside, and does nothing.
  'webhooks.upsert': { name: freshText, type: 1, runbook_start_type: 1 },
  'timesheets.upsert': { agent_id: own('agents'), date: inserted('free_day'), work_hours: 8 },
  'users.upsert': {
    name: 'Made with Postman',
    emailaddress: 'postman-{{$timestamp}}@example.com',
    site_id: own('sites'),
  },
};

/** Values of parameters and fields that the server demands although the contract does not say so. */
export const demandedValues: Readonly<Record<string, string | number>> = {
  kind: 'T',
  lookupid: 17,
};

/** Values of query parameters that a request is to be sent with. */
export const exampleQueries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'actions.list': { ticket_id: inserted(ownId('tickets')) },
  'actions.get': { ticket_id: inserted(ownId('tickets')) },
  'actions.delete': { ticket_id: inserted(ownId('tickets')) },
  'anonymousKbArticles.list': { token: inserted('kb_token') },
  'attachments.listImages': { token: inserted('image_token') },
  'invoices.lines': { client_id: inserted(ownId('clients')) },
  'secureSecretLinks.validate': { token: inserted('secret_link_token') },
  'tickets.setBillableProject': { id: inserted(ownId('tickets')) },
};

/** Variables in an address that no resource's id fills. */
export const pathVariables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'attachments.deleteDocument': { id: 'attachments_document_id' },
  'attachments.deleteImage': { id: 'attachments_image_id' },
  'attachments.getImage': { id: 'attachments_image_id' },
  'automations.run': { runbookId: ownId('webhooks') },
  // It changes all types of assets.
  'fields.addFieldToAll': { id: 'field_for_all_id' },
  'mailboxes.outlookContacts': { id: 'outlook_mailbox_id' },
  'ticketApprovals.deleteStep': { id: ownId('tickets'), seq: 'ticketapprovals_seq' },
  'ticketApprovals.get': { id: ownId('tickets') },
  'toDos.deleteSeq': { id: madeId('toDos'), seq: 'todos_seq' },
  'toDos.getSeq': { id: foundId('toDos'), seq: 'todos_seq' },
};

/** What the requests of a folder leave to each other besides the ids of its records: a variable, and the member of the answer. */
export const keptMembers: Readonly<Record<string, readonly [variable: string, member: string]>> = {
  'attachments.uploadDocument': ['attachments_document_id', 'id'],
  'attachments.uploadImage': ['attachments_image_id', 'id'],
  'ticketApprovals.upsert': ['ticketapprovals_seq', 'seq'],
  'toDos.upsert': ['todos_seq', 'seq'],
};

/** What a request needs beyond its address and its body, and only a person can give. */
export const alsoNeeded: Readonly<Record<string, string>> = {
  'haloIntegration.getData': 'integration_data_type',
};

/** Resources whose folders come first. */
export const mainResources: readonly string[] = [
  'assetTypes',
  'clients',
  'sites',
  'users',
  'agents',
  'tickets',
  'actions',
  'assets',
  'kbArticles',
];

/** Resources of which the set-up makes a record, each after those that it refers to. */
export const setUpResources: readonly string[] = [
  'clients',
  'sites',
  'users',
  'suppliers',
  'assetGroups',
  'assetTypes',
  'assets',
  'items',
  'customTables',
  'tickets',
  'actions',
  'attachments',
  'kbArticles',
  'contracts',
  'opportunities',
  'projects',
  'appointments',
  'expenses',
  'reports',
  'quotations',
  'salesOrders',
  'purchaseOrders',
  'invoices',
  'recurringInvoices',
  'webhooks',
];
