import type { BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import { readRecords } from '../../http/body.js';
import { exception, notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import { createRandom, guid } from '../../random.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord, objectsOf } from '../../resources/demand.js';
import { findByRoute } from '../../resources/get.js';
import { formatHaloDate } from '../../resources/halo-date.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';
import { book, generate, listBookings } from './appointment-routes.js';

const has = (id: BehaviourId, resource: string, operations: Readonly<Record<string, Handler>>): Behaviour => ({
  ids: [id],
  resource,
  rules: { operations },
});

/** Everything is read from the store at once, so that there is nothing to clear. */
const cleared: Handler = () => json({}, 201);

/** Canned texts that an agent likes are kept by agent. */
const FAVOURITES = 'cannedTexts:favourites';
const favourite: Handler = async ({ request, context }) => {
  const favourites = context.records(FAVOURITES);
  let last: HaloRecord | undefined;
  for (const sent of await readRecords(request)) {
    const text = demandRecord('cannedTexts', sent.ctid, context);
    const agent = demandRecord('agents', sent.unum ?? context.session.agentId, context);
    const [known] = [...favourites.matching('ctid', text.id)].filter(({ unum }) => unum === agent.id);
    last = known ?? { id: favourites.nextId(), ctid: text.id, unum: agent.id };
    favourites.put(Number(last.id), last);
  }
  return json(last ?? [], 201);
};

/** A user's language and look, kept on the user. */
const setPreferences: Handler = async ({ request, model, context }) => {
  const [sent = {}] = await readRecords(request);
  const id = sent.id ?? context.session.userId;
  if (id === undefined) throw notFound();
  const { lang, theme } = sent;
  const patch = { id, ...(lang !== undefined && { lang: String(lang) }), ...(theme !== undefined && { theme: String(theme) }) };
  const user = upsertRecord({ ...patch, id: demandRecord('users', id, context).id }, model, context);
  return json({ id: user.id, lang: Number(user.lang ?? 0), theme: user.theme }, 201);
};

/** The caller no longer hears of a service. */
const unsubscribe: Handler = async ({ request, context }) => {
  let last: HaloRecord | undefined;
  for (const { serviceid } of await readRecords(request)) {
    const service = demandRecord('services', serviceid, context);
    const { userId, agentId } = context.session;
    const subscribers = objectsOf(service.subscribers).filter(
      ({ type, data_id: id }) => !(type === 'user' ? id === userId : type === 'agent' && id === agentId),
    );
    last = { ...service, subscribers, subscriber_count: subscribers.length };
    context.records('services').put(Number(service.id), last);
  }
  return json(last ?? [], 201);
};

/** A reaction stays beside the action, one of each kind by each agent. */
const react: Handler = async ({ request, context }) => {
  const [sent = {}] = await readRecords(request);
  const key = `${Number(sent.ticket_id)}-${Number(sent.action_number)}`;
  const action = context.records('actions').get(key);
  if (!action) throw notFound();
  const reaction = {
    ticket_id: action.ticket_id,
    action_number: action.id,
    agent_id: context.session.agentId,
    type: sent.type,
    timestamp: formatHaloDate(context.clock.now()),
  };
  const others = objectsOf(action.reactions).filter(({ agent_id: agent, type }) => agent !== reaction.agent_id || type !== reaction.type);
  context.records('actions').put(key, { ...action, reactions: [...others, reaction] });
  return json(reaction, 201);
};

const review: Handler = async ({ request, context }) => {
  let last: HaloRecord | undefined;
  for (const sent of await readRecords(request)) {
    const key = `${Number(sent.ticket_id)}-${Number(sent.id)}`;
    const action = context.records('actions').get(key);
    if (!action) throw notFound();
    last = { ...action, actreviewed: sent.actreviewed !== false };
    context.records('actions').put(key, last);
  }
  return json(last ?? [], 201);
};

const reviewExpenses: Handler = async ({ request, context }) => {
  let last: HaloRecord | undefined;
  for (const { id } of await readRecords(request)) {
    last = { ...demandRecord('expenses', id, context), reviewed: true, reviewed_agent_id: context.session.agentId };
    context.records('expenses').put(Number(last.id), last);
  }
  return json(last ?? [], 201);
};

/** A field that every asset type has from now on. */
const addFieldToAll: Handler = (call) => {
  const field = findByRoute(call);
  const types = call.context.records('assetTypes');
  for (const type of [...types.scan()]) {
    const fields = objectsOf(type.fields);
    if (fields.some(({ field_id: id }) => id === field.id)) continue;
    types.put(Number(type.id), { ...type, fields: [...fields, { field_id: field.id, field_name: field.name, type: 'X' }] });
  }
  return json(field, 201);
};

/** How a client pays. */
const PAYMENT_FIELDS = ['stripe_payment_method_id', 'stripe_payment_method_name', 'paymentterms'] as const;
const paymentMethodUpdate: Handler = async ({ request, model, context }) => {
  const [sent = {}] = await readRecords(request);
  const { id } = demandRecord('clients', sent.id, context);
  const told = Object.fromEntries(PAYMENT_FIELDS.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]])));
  return json(upsertRecord({ ...told, id }, model, context), 201);
};

/** A template with the fields of a ticket in place of their names after a dollar sign. */
const preview: Handler = async ({ request, context }) => {
  const [sent = {}] = await readRecords(request);
  const template = { ...context.records('emailTemplates').get(Number(sent.id)), ...sent };
  const ticket = context.records('tickets').get(Number(sent.ticket_to_preview));
  const filled = (text: unknown): string =>
    String(text ?? '').replaceAll(/\$([a-z_]+\w*)/gi, (name, field: string) => String(ticket?.[field.toLowerCase()] ?? name));
  const { subject, header_text: header, body_html: html, body_text: text, body_sms: sms } = template as HaloRecord;
  return json(
    { ...template, preview_subject: filled(header ?? subject), preview_body: filled(html ?? text), preview_sms: filled(sms) },
    201,
  );
};

/** A node of the tree. Its id may be that of a node of another kind as well; the GUID is its own. */
const node = ({ id, guid: own, name, sequence }: HaloRecord, use: 'team' | 'agent'): HaloRecord => ({
  id,
  guid: own ?? guid(createRandom(`${use} ${String(id)}`)),
  name,
  sequence,
  use,
});

const tree: Handler = ({ context }) =>
  json(
    [...context.records('teams').scan()]
      .filter(({ inactive }) => inactive !== true)
      .map(({ agents, ...team }) => ({ ...node(team, 'team'), agents: objectsOf(agents).map((agent) => node(agent, 'agent')) })),
  );

/** What a dashboard can be narrowed to: the columns of its filters, with their values. */
const FILTERED = {
  agent_id: 'agents',
  client_id: 'clients',
  site_id: 'sites',
  tickettype_id: 'ticketTypes',
  status_id: 'statuses',
} as const;
const filterValues: Handler = ({ context }) =>
  json(
    Object.entries(FILTERED).map(([column, attribute]) => ({
      column,
      values: [...context.records(attribute).scan()].map(({ id, name }) => ({ id, name })),
    })),
  );

/** Every asset with those that it is tied to, as a diagram draws them. */
const diagramDetails: Handler = ({ context }) => {
  const assets = context.records('assets');
  const drawn = ({ id, inventory_number, key_field, assettype_id, assettype_name }: HaloRecord): HaloRecord => ({
    id,
    inventory_number,
    key_field,
    assettype_id,
    assettype_name,
  });
  const tied = (members: unknown): HaloRecord[] =>
    objectsOf(members).flatMap(({ id }) => {
      const other = assets.get(Number(id));
      return other ? [drawn(other)] : [];
    });
  return json(
    [...assets.scan()].map((asset) => ({
      ...drawn(asset),
      parent_assets: tied(asset.parent_assets),
      child_assets: tied(asset.child_assets),
      sibling_assets: tied(asset.sibling_assets),
    })),
  );
};

/** Whether a ticket is billed; the parameters of the real route are not known. */
const setBillableProject: Handler = ({ query, model, context }) => {
  const { id } = demandRecord('tickets', query.int('id') ?? query.int('ticket_id'), context);
  return json(upsertRecord({ id, isbillable: query.flag('isbillable') ?? true }, model, context), 201);
};

/** Routes of a resource that do one thing of their own. */
export const ownRoutes: readonly Behaviour[] = [
  has('routes.caches-cleared', 'agents', { clearCache: cleared }),
  has('routes.caches-cleared', 'lookups', { clearCache: cleared }),
  has('canned-texts.favourites', 'cannedTexts', { favourite }),
  has('users.preferences', 'users', { setPreferences }),
  has('services.unsubscribe', 'services', { unsubscribe }),
  has('actions.reactions', 'actions', { reaction: react, review }),
  has('expenses.review', 'expenses', { review: reviewExpenses }),
  has('appointments.booking', 'appointments', { book, listBookings }),
  has('appointments.generate', 'appointments', { generate }),
  has('dashboards.filter-values', 'dashboards', { filterValues }),
  has('assets.diagram', 'assets', { diagramDetails }),
  has('tickets.billable-project', 'tickets', { setBillableProject }),
  has('fields.add-to-all', 'fields', { addFieldToAll }),
  has('clients.payment-method', 'clients', { paymentMethodUpdate }),
  has('email-templates.preview', 'emailTemplates', { preview }),
  has('teams.tree', 'teams', { tree }),
  has('sites.stock-bins', 'sites', { stockBins: ({ context }) => json([...context.records('stockBins').scan()]) }),
  has('mailboxes.contacts-relayed', 'mailboxes', {
    outlookContacts: () => {
      throw exception('ErrorAccessDenied');
    },
  }),
];
