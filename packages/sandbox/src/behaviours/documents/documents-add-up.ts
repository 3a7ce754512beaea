import type { DocumentForm } from 'halopsa-catalogue/details';
import { formatHaloDate } from 'halopsa-ground';
import { bareString } from '../../http/refusal.js';
import type { Behaviour, Context, Draft, ResourceRules } from '../../resources/contract.js';
import { demandRecord, linkedRecord } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import { documentForms } from './forms.js';
import { money, nextLines, pricedLine, type Sums, sumOf } from './lines.js';

const forEachForm = (
  ids: Behaviour['ids'],
  rules: (form: DocumentForm, resource: string) => ResourceRules,
): Behaviour[] =>
  [...documentForms].map(([resource, form]) => ({ ids, resource, rules: rules(form, resource) }));

/** A document is for somebody: a client, found by its site, user or ticket as well, or a supplier. */
export const documentsNeedParty: readonly Behaviour[] = forEachForm(
  ['documents.party-required'],
  (form) => ({
    prepare: (draft, context) => {
      if (form.fromSupplier) placeSupplier(draft, context);
      else placeClient(form, draft, context);
    },
  }),
);

function placeSupplier(draft: Draft, context: Context): void {
  const { next } = draft;
  if (!(Number(next.supplier_id) > 0)) throw bareString('A Supplier must be selected');
  next.supplier_name =
    linkedRecord('suppliers', 'supplier_id', draft, context)?.name ?? next.supplier_name;
}

function placeClient({ user, site }: DocumentForm, draft: Draft, context: Context): void {
  const { patch, next } = draft;
  const linked = (attribute: string, field: string): HaloRecord | undefined =>
    Number(next[field]) > 0 ? linkedRecord(attribute, field, draft, context) : undefined;
  // Another client does not have the site and the user of the one before.
  if (Number(patch.client_id) > 0)
    for (const field of [user, site].filter((name) => patch[name] === undefined))
      delete next[field];
  const userRecord = linked('users', user);
  if (next[site] === undefined && userRecord) next[site] = userRecord.site_id;
  const siteRecord = linked('sites', site);
  const client = clientOf(siteRecord, draft, context);
  if (!client) return;
  if (siteRecord && siteRecord.client_id !== client.id)
    throw bareString('The Site does not belong to the Client');
  Object.assign(next, { client_id: client.id, client_name: client.name });
  if (siteRecord) Object.assign(next, { [site]: siteRecord.id, site_name: siteRecord.name });
  if (userRecord && user === 'user_id') next.user_name = userRecord.name;
}

/** The client that a document names, or that its site or ticket belongs to; undefined where the one it had is gone. */
function clientOf(
  site: HaloRecord | undefined,
  draft: Draft,
  context: Context,
): HaloRecord | undefined {
  const { before, patch, next } = draft;
  const ticket = linkedTicket(draft, context);
  const id = Number(patch.client_id ?? 0) || site?.client_id || next.client_id || ticket?.client_id;
  if (!(Number(id) > 0)) throw bareString('A Client must be selected');
  return id === before?.client_id
    ? context.records('clients').get(Number(id))
    : demandRecord('clients', id, context);
}

/** A document is about a ticket, a project or an opportunity, which share their ids. */
function linkedTicket(draft: Draft, context: Context): HaloRecord | undefined {
  const id = Number(draft.next.ticket_id);
  if (!(id > 0)) return undefined;
  const found = context.records('projects').get(id) ?? context.records('opportunities').get(id);
  return found ?? linkedRecord('tickets', 'ticket_id', draft, context);
}

/** The sums of a document follow from its lines; a client cannot set them. */
export const documentsAddUp: readonly Behaviour[] = forEachForm(
  ['documents.totals-from-lines', 'documents.lines-by-id'],
  (form, resource) => ({
    rowFlags: form.linesOnRequest ? { includelines: ['lines'] } : {},
    prepare: ({ before, patch, next }, context) => {
      const lines = nextLines(before, next, patch).map((line) =>
        pricedLine(line, form, { id: next.id, before }, context),
      );
      next[form.date] ??= formatHaloDate(context.clock.now());
      next.lines = lines;
      delete next.add_lines;
      Object.assign(
        next,
        headerSums(
          sumOf(lines, form.line),
          next,
          context.model(resource).schema?.fields ?? new Map<string, object>(),
        ),
      );
    },
  }),
);

/** The sums that the header of a document has a field for. */
function headerSums(
  { net, tax, cost }: Sums,
  next: HaloRecord,
  fields: Pick<ReadonlyMap<string, object>, 'has'>,
): HaloRecord {
  const total = money(net + tax + Number(next.carriage_price ?? 0));
  const due = money(total - Number(next.amountpaid ?? 0));
  const sums = {
    revenue: net,
    price: net,
    tax_total: tax,
    total,
    cost,
    profit: money(net - cost),
    amountdue: due,
  };
  return Object.fromEntries(Object.entries(sums).filter(([name]) => fields.has(name)));
}
