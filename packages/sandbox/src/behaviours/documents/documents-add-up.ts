import { bareString } from '../../http/refusal.js';
import type { Context } from '../../resources/context.js';
import { demandRecord } from '../../resources/demand.js';
import { formatHaloDate } from '../../resources/halo-date.js';
import type { Behaviour, Draft, ResourceRules } from '../../resources/rules.js';
import type { HaloRecord } from '../../store/port.js';
import { type DocumentForm, documentForms } from './forms.js';
import { money, nextLines, pricedLine, type Sums, sumOf } from './lines.js';

const forEachForm = (ids: Behaviour['ids'], rules: (form: DocumentForm) => ResourceRules): Behaviour[] =>
  Object.values(documentForms).map((form) => ({ ids, resource: form.resource, rules: rules(form) }));

/** A document is for somebody: a client, found by its site, user or ticket as well, or a supplier. */
export const documentsNeedParty: readonly Behaviour[] = forEachForm(['documents.party-required'], (form) => ({
  prepare: ({ patch, next }, context) => {
    if (form.fromSupplier) placeSupplier(next, context);
    else placeClient(form, patch, next, context);
  },
}));

function placeSupplier(next: Draft['next'], context: Context): void {
  if (!(Number(next.supplier_id) > 0)) throw bareString('A Supplier must be selected');
  next.supplier_name = demandRecord('suppliers', next.supplier_id, context).name;
}

function placeClient({ user, site }: DocumentForm, patch: HaloRecord, next: Draft['next'], context: Context): void {
  const linked = (attribute: string, id: unknown): HaloRecord | undefined =>
    Number(id) > 0 ? demandRecord(attribute, id, context) : undefined;
  // Whoever names a client anew leaves the site and the user of the one before.
  if (Number(patch.client_id) > 0) for (const field of [user, site]) if (patch[field] === undefined) delete next[field];
  const userRecord = linked('users', next[user]);
  const siteRecord = linked('sites', next[site] ?? userRecord?.site_id);
  const ticket = linked('tickets', next.ticket_id);
  const clientId = Number(patch.client_id ?? 0) || siteRecord?.client_id || next.client_id || ticket?.client_id;
  if (!(Number(clientId) > 0)) throw bareString('A Client must be selected');
  const client = demandRecord('clients', clientId, context);
  if (siteRecord && siteRecord.client_id !== client.id) throw bareString('The Site does not belong to the Client');
  Object.assign(next, { client_id: client.id, client_name: client.name });
  if (siteRecord) Object.assign(next, { [site]: siteRecord.id, site_name: siteRecord.name });
  if (userRecord && user === 'user_id') next.user_name = userRecord.name;
}

/** The sums of a document follow from its lines, and nobody sets them. */
export const documentsAddUp: readonly Behaviour[] = forEachForm(['documents.totals-from-lines', 'documents.lines-by-id'], (form) => ({
  rowFlags: form.linesOnRequest ? { includelines: ['lines'] } : {},
  prepare: ({ before, patch, next }, context) => {
    const lines = nextLines(before, next, patch).map((line) => pricedLine(line, form, next.id, context));
    next[form.date] ??= formatHaloDate(context.clock.now());
    next.lines = lines;
    delete next.add_lines;
    Object.assign(next, headerSums(sumOf(lines, form.line), next, context.model(form.resource).schema?.fields ?? new Map()));
  },
}));

/** The sums that the header of a document has a field for. */
function headerSums({ net, tax, cost }: Sums, next: HaloRecord, fields: ReadonlyMap<string, unknown>): HaloRecord {
  const total = money(net + tax + Number(next.carriage_price ?? 0));
  const due = money(total - Number(next.amountpaid ?? 0));
  const sums = { revenue: net, price: net, tax_total: tax, total, cost, profit: money(net - cost), amountdue: due };
  return Object.fromEntries(Object.entries(sums).filter(([name]) => fields.has(name)));
}
