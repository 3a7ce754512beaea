import type { ParityRow } from './rows.js';

/** Everything that the documents name, by an id of ours. */
export const rows: Readonly<Record<string, ParityRow>> = {
  'pyhaloapi.connect': {
    document: 'pyhaloapi',
    says: 'pyhaloapi.connect(url, clientid, clientsecret, additionalheaders, scope)',
    ours: 'connect(url, clientId, clientSecret, additionalHeaders, scope)',
  },
  'pyhaloapi.scope': {
    document: 'pyhaloapi',
    says: 'scope defaults to "all"',
    ours: 'scope option, default: all',
  },
  'pyhaloapi.refresh': {
    document: 'pyhaloapi',
    says: 'the token renews itself',
    ours: 'token renewed before it ends',
  },
  'pyhaloapi.parameters': {
    document: 'pyhaloapi',
    says: 'parameters are named as in the API',
    ours: "queries are typed in Halo's own names; an unknown one is refused",
  },
  'pyhaloapi.get': {
    document: 'pyhaloapi',
    says: 'haloget: a list is an array under a key, one object stands by itself',
    ours: 'list() finds the rows, get() gives the record',
  },
  'pyhaloapi.new': {
    document: 'pyhaloapi',
    says: 'NEW refuses a record with an id',
    ours: 'create() refuses an id',
  },
  'pyhaloapi.set': {
    document: 'pyhaloapi',
    says: 'SET refuses a record without an id',
    ours: 'update() demands an id',
  },
  'pyhaloapi.post': {
    document: 'pyhaloapi',
    says: 'a POST is an array',
    ours: 'arrays are made of records',
  },
  'pyhaloapi.endpoints': {
    document: 'pyhaloapi',
    says: 'adding new endpoints',
    ours: 'defineResource({ path, listKey })',
  },
  'halopsa.client': {
    document: 'halopsa',
    says: 'HaloClient(tenant_url, client_id, client_secret)',
    ours: 'new HaloClient({ tenantUrl, clientId, clientSecret, scope, tenant })',
  },
  'halopsa.env': {
    document: 'halopsa',
    says: 'HALO_TENANT_URL, HALO_CLIENT_ID, HALO_CLIENT_SECRET',
    ours: 'HaloClient.fromEnv(); what is given wins',
  },
  'halopsa.quick-start': {
    document: 'halopsa',
    says: 'tickets.list, get, create, update, delete',
    ours: 'the same verbs',
  },
  'halopsa.page': {
    document: 'halopsa',
    says: 'list(page_size, page_no), page.items, page.record_count',
    ours: 'list({ page_size, page_no }), page.items, page.recordCount',
  },
  'halopsa.list-all': {
    document: 'halopsa',
    says: 'list_all(page_size)',
    ours: 'listAll({ page_size })',
  },
  'halopsa.async': {
    document: 'halopsa',
    says: 'AsyncHaloClient, alist',
    ours: 'every call is a promise',
  },
  'halopsa.context': {
    document: 'halopsa',
    says: 'with HaloClient(...) as client',
    ours: 'await using halo = new HaloClient(...)',
  },
  'halopsa.me': {
    document: 'halopsa',
    says: 'agents.me(), users.me()',
    ours: 'agents.me(), users.me()',
  },
  'halopsa.resources': {
    document: 'halopsa',
    says: '32 resources as attributes',
    ours: 'the same attributes, and all others of the API',
  },
  'halopsa.verbs': {
    document: 'halopsa',
    says: 'list, list_all, get, create, update, delete, batch_create',
    ours: 'list, listAll, get, create, update, delete, batchCreate, batchUpdate',
  },
  'halopsa.errors': {
    document: 'halopsa',
    says: 'HaloError and its family',
    ours: 'the same names; HaloAPIError has status and body',
  },
  'halopsa.cli': {
    document: 'halopsa',
    says: 'halo <resource> <action>',
    ours: 'halo <resource> <action>, the same lines',
  },
  'halopsa.request': {
    document: 'halopsa',
    says: 'halo request GET /Tickets --param page_size=5',
    ours: 'halo request GET /Tickets --param page_size=5',
  },
  'halopsa.flags': {
    document: 'halopsa',
    says: '--json, --no-color, --tenant-url, --client-id, --client-secret, --version',
    ours: 'the same flags',
  },
  'guide.client': {
    document: 'guide',
    says: 'HaloClient(base_url ending in /api, client_id, client_secret)',
    ours: 'tenantUrl with or without /api',
  },
  'guide.tickets': {
    document: 'guide',
    says: 'ticket_types.list/get(include_details), tickets.create, ticket.update, add_action, add_attachment',
    ours: 'ticketTypes.list/get({ includedetails }), tickets.create, ticket.update, addAction, addAttachment',
  },
  'guide.get-fields': {
    document: 'guide',
    says: 'ticket_type.get_fields()',
    ours: 'ticketType.getFields()',
  },
  'guide.assets': {
    document: 'guide',
    says: 'assets.list(client_id, asset_type_id), asset.get_software(), assets.get_next_tag(), assets.create(serial)',
    ours: 'assets.list({ client_id, assettype_id }), asset.getSoftware(), assets.getNextTag(), assets.create({ key_field })',
    note: 'Halo has assettype_id, and no serial: a key field of the asset type holds it',
  },
  'guide.categories': {
    document: 'guide',
    says: 'categories.get_all_types(), get_by_type(n), list()',
    ours: 'categories.getAllTypes(), getByType(n), list(), tree(n)',
  },
  'guide.category-fields': {
    document: 'guide',
    says: 'field.is_category, csv_column_name, category_type_id, lookup_values',
    ours: 'field.isCategory, csvColumnName, categoryTypeId, lookupValues',
  },
  'guide.raw-categories': {
    document: 'guide',
    says: "session.get('/Category', params)",
    ours: "request('GET', '/Category', { query })",
  },
  'guide.people': {
    document: 'guide',
    says: 'users.get_me(), clients.list(search), get_sites, get_users, get_contracts, users.create, add_role',
    ours: 'users.getMe(), clients.search(), getSites, getUsers, getContracts, users.create, addRole',
    note: 'Halo has no isimportant; the user field is isimportantcontact',
  },
  'guide.kb': {
    document: 'guide',
    says: 'kb_articles.search, get, article.vote(helpful), create(title, summary, category_id, status)',
    ours: 'kbArticles.search, get, article.vote(helpful), create({ name, description, faqlists })',
    note: 'Halo calls the title name, and has no url, category_id or status on an article',
  },
  'guide.reports': {
    document: 'guide',
    says: 'reports.list, get, report.run, generate_pdf(format_type), bookmark',
    ours: 'reports.list, get, report.run, generatePdf(params, { format }), bookmark',
    note: 'the download_url is link of the file',
  },
  'guide.search': {
    document: 'guide',
    says: 'search(term, limit) of tickets, assets, articles, users',
    ours: 'search(text, { limit }), and halo.search(text, { limit, resources })',
  },
  'guide.raw': {
    document: 'guide',
    says: "client.get, post, put('/CustomEndpoint/123')",
    ours: 'halo.get, post, put, patch, delete',
    note: 'Halo has neither PUT nor PATCH nor /CustomEndpoint; the test puts a server of its own behind',
  },
  'guide.errors': {
    document: 'guide',
    says: 'HaloAuthenticationError, HaloResourceNotFound, HaloValidationError.errors, HaloRateLimitError.retry_after',
    ours: 'HaloAuthenticationError, HaloNotFoundError, HaloValidationError.errors, HaloRateLimitError.retryAfter',
  },
  'guide.extend': {
    document: 'guide',
    says: 'class CustomResource(Resource), CustomResourceList(ListResource)',
    ours: 'defineResource and class ... extends CustomResource',
  },
  'guide.coverage': {
    document: 'guide',
    says: '200+ resources',
    ours: 'all resources of the catalogue',
  },
  'guide.rate-limit': {
    document: 'guide',
    says: '500 requests in 5 minutes, automatic retry',
    ours: 'a budget of 500 in 300 s, learned from 429s',
  },
  'swimlane.upsert': {
    document: 'swimlane',
    says: 'Add or Update Ticket: with an id updates, without one creates',
    ours: 'tickets.upsert(record)',
  },
  'swimlane.delete': {
    document: 'swimlane',
    says: 'Delete Ticket by ID',
    ours: 'tickets.delete(id)',
  },
  'swimlane.get': {
    document: 'swimlane',
    says: 'Get Ticket by ID',
    ours: 'tickets.get(id)',
  },
  'swimlane.list': {
    document: 'swimlane',
    says: 'Get Tickets: the count and the tickets',
    ours: 'tickets.list(): recordCount and items',
  },
  'swimlane.auth': {
    document: 'swimlane',
    says: 'client credentials; password with user name',
    ours: 'clientId and clientSecret; passwordGrant',
  },
  'postman.basic': {
    document: 'postman',
    says: 'Client Authentication: send as Basic Auth header',
    ours: "clientAuthentication: 'basic'",
  },
  'postman.request': {
    document: 'postman',
    says: 'a request with method and URL',
    ours: "halo.request('GET', '/Tickets')",
  },
  'postman.bulk': {
    document: 'postman',
    says: '[{ "id": 12, "item_tax_code": 1 }]: change one field of all clients',
    ours: 'clients.batchUpdate([{ id: 12, item_tax_code: 1 }])',
  },
  'postman.report': {
    document: 'postman',
    says: 'a report with the ids of what is to be changed',
    ours: "reports.query('SELECT ...'), report.export('csv')",
  },
};
