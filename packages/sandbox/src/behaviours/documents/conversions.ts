import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import { readJsonBody } from '../../http/body.js';
import { bareString } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import { demandRecord, objectsOf } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';
import { formOf } from './forms.js';
import { linesFor } from './lines.js';

/** Raises one document from another: its party, currency and lines, under the header given. */
function raise(
  source: HaloRecord,
  from: string,
  to: string,
  { header, context }: { header: HaloRecord; context: Context },
): HaloRecord {
  const [old, form] = [formOf(from), formOf(to)];
  const copied = {
    [form.date]: formatHaloDate(context.clock.now()),
    client_id: source.client_id,
    [form.site]: source[old.site],
    [form.user]: source[old.user],
    ticket_id: source.ticket_id,
    lines: linesFor(source.lines, old.line, form.line),
  };
  const present = Object.entries({ ...copied, ...header }).filter(
    ([, value]) => value !== undefined,
  );
  return upsertRecord(Object.fromEntries(present), context.model(to), context);
}

/** A quotation becomes an order, and an order an invoice, where the write that says so asks for it. */
export const documentsBecomeOthers: readonly Behaviour[] = [
  {
    ids: ['documents.raised-from-others'],
    priority: 'following',
    resource: 'quotations',
    rules: {
      written: (quote, _before, context, patch) => {
        if (patch._create_so !== true) return;
        const order = raise(quote, 'quotations', 'salesOrders', {
          header: { quotation_id: quote.id, title: quote.title },
          context,
        });
        context.records('quotations').put(Number(quote.id), { ...quote, salesorder_id: order.id });
      },
    },
  },
  {
    ids: ['documents.raised-from-others'],
    priority: 'following',
    resource: 'salesOrders',
    rules: {
      prepare: demandSuppliers,
      written: (order, _before, context, patch) => {
        if (patch._create_po === true) orderFromSuppliers(order, context);
        if (patch._create_invoice !== true) return;
        raise(order, 'salesOrders', 'invoices', { header: { salesorder_id: order.id }, context });
        const lines = objectsOf(order.lines).map((line) => ({
          ...line,
          invoiced_quantity: line.quantity,
        }));
        const invoiced = {
          invoice_count: Number(order.invoice_count ?? 0) + 1,
          percentage_invoiced: 100,
        };
        const latest = context.records('salesOrders').get(Number(order.id)) ?? order;
        context.records('salesOrders').put(Number(order.id), { ...latest, ...invoiced, lines });
      },
    },
  },
];

/** The suppliers that lines name, each once. */
const suppliersOf = (lines: HaloValue): number[] => [
  ...new Set(
    objectsOf(lines).flatMap(({ supplier_id: supplier }) =>
      Number(supplier) > 0 ? [Number(supplier)] : [],
    ),
  ),
];

/** Nothing is stored of a sales order that asks for purchase orders and names no supplier that exists. */
function demandSuppliers({ patch, next }: Draft, context: Context): void {
  if (patch._create_po !== true) return;
  const suppliers = suppliersOf(next.lines);
  if (suppliers.length === 0) throw bareString('A Supplier must be selected');
  for (const supplier of suppliers) demandRecord('suppliers', supplier, context);
}

/** Orders the lines of a sales order that name a supplier, one purchase order for each of them. */
function orderFromSuppliers(order: HaloRecord, context: Context): void {
  const suppliers = suppliersOf(order.lines);
  for (const supplier of suppliers) {
    const lines = objectsOf(order.lines).filter(({ supplier_id: of }) => Number(of) === supplier);
    const header = { supplier_id: supplier, salesorder_id: order.id, title: order.title };
    raise({ ...order, lines }, 'salesOrders', 'purchaseOrders', { header, context });
  }
  const purchases = Number(order.purchaseorder_count ?? 0) + suppliers.length;
  context
    .records('salesOrders')
    .put(Number(order.id), { ...order, purchaseorder_count: purchases });
}

/** Months of a period by its number; what is not among them counts as one. */
const MONTHS: Readonly<Record<number, number>> = { 1: 1, 2: 3, 3: 6, 4: 12 };

function monthsLater(date: HaloValue, months: number, now: number): string {
  const start = new Date(parseHaloDate(String(date ?? '')) ?? now);
  const day = start.getUTCDate();
  start.setUTCDate(1);
  start.setUTCMonth(start.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0),
  ).getUTCDate();
  start.setUTCDate(Math.min(day, lastDay));
  return formatHaloDate(start.getTime());
}

/** Processing recurring invoices, which are named by their ids, makes an invoice of each and moves its next date on. */
export const recurringInvoicesProcess: Behaviour = {
  ids: ['recurring-invoices.process'],
  resource: 'recurringInvoices',
  rules: {
    operations: {
      process: async ({ request, context }) => {
        const { value } = await readJsonBody(request);
        // All are looked up before the first is made, so that a wrong id makes none.
        const templates = [value]
          .flat()
          .map((id) => demandRecord('recurringInvoices', id, context));
        const made = templates.map((template) => {
          const invoice = raise(template, 'recurringInvoices', 'invoices', {
            header: { recurring_invoice_id: template.id },
            context,
          });
          const now = context.clock.now();
          const next = monthsLater(
            template.nextcreationdate,
            MONTHS[Number(template.period)] ?? 1,
            now,
          );
          const moved = {
            ...template,
            lastcreated: formatHaloDate(now),
            nextcreationdate: next,
            most_recent_invoice_id: invoice.id,
          };
          context.records('recurringInvoices').put(Number(template.id), moved);
          return invoice;
        });
        return json(made, 201);
      },
    },
  },
};
