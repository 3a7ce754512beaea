import type { Behaviour, ResourceRules } from '../../resources/contract.js';
import type { HaloRecord, Test } from '../../store/port.js';
import { stillToCome } from './purchasing.js';

type Holds = (document: HaloRecord) => boolean;

/** Narrows a list to the documents of which something holds, where the parameter is the word true. */
const onlyWhere =
  (holds: Holds) =>
  (value: string): Test | undefined =>
    value.trim().toLowerCase() === 'true' ? holds : undefined;

const not =
  (holds: Holds): Holds =>
  (document) =>
    !holds(document);

const invoicedWhole: Holds = ({ percentage_invoiced: percentage }) =>
  Number(percentage ?? 0) >= 100;
const received: Holds = ({ receipt_confirmed: confirmed }) => confirmed === true;
const answered: Holds = ({ approvalstate: state }) => Number(state ?? 0) !== 0;
const ordered: Holds = ({ salesorder_id: order }) => Number(order ?? 0) > 0;
const posted: Holds = ({ posted: is }) => is === true;
const awaitsStock: Holds = (order) => !received(order) && stillToCome(order);
const awaitsApproval =
  (status: string): Holds =>
  (document) =>
    document.requires_approval === true && Number(document[status] ?? 0) === 0;

const closedBy = (holds: Holds): NonNullable<ResourceRules['filters']> => ({
  closed: onlyWhere(holds),
  open: onlyWhere(not(holds)),
});

const listed = (resource: string, filters: NonNullable<ResourceRules['filters']>): Behaviour => ({
  ids: ['documents.progress-filters'],
  resource,
  rules: { filters },
});

/** Documents are listed by how far they have come. */
export const documentsListedByProgress: readonly Behaviour[] = [
  listed('quotations', {
    ...closedBy(answered),
    awaiting_approval: onlyWhere(awaitsApproval('internal_approval_status')),
    processed: onlyWhere(ordered),
    needsprocessing: onlyWhere((quote) => answered(quote) && !ordered(quote)),
  }),
  listed('salesOrders', {
    ...closedBy(invoicedWhole),
    needsinvoicing: onlyWhere(not(invoicedWhole)),
  }),
  listed('purchaseOrders', {
    ...closedBy(received),
    awaiting_approval: onlyWhere(awaitsApproval('approval_status')),
    awaitingstock: onlyWhere(awaitsStock),
    unsent: onlyWhere(({ datesent }) => !datesent),
  }),
  listed('invoices', {
    awaiting_approval: onlyWhere(awaitsApproval('approval_status')),
    postedonly: onlyWhere(posted),
    notpostedonly: onlyWhere(not(posted)),
  }),
];
