import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';

/** The number after the highest that records have at the end of a text field. */
function numberAfter(attribute: string, field: string, pattern: RegExp, context: Context): number {
  let last = 0;
  for (const record of context.records(attribute).scan()) {
    const found = pattern.exec(String(record[field] ?? ''))?.[1];
    if (found !== undefined) last = Math.max(last, Number(found));
  }
  return last + 1;
}

/** An invoice has a number of its own, given in sequence. */
export const invoicesNumbered: Behaviour = {
  ids: ['documents.next-numbers'],
  priority: 'following',
  resource: 'invoices',
  rules: {
    prepare: ({ next }, context) => {
      next.invoicenumber ??= `INV-${String(numberAfter('invoices', 'invoicenumber', /^INV-(\d{1,9})$/, context)).padStart(5, '0')}`;
      next.posted ??= false;
    },
  },
};

/** Recurring invoices count downwards from zero. */
export const recurringInvoicesBelowZero: Behaviour = {
  ids: ['recurring-invoices.negative-ids'],
  resource: 'recurringInvoices',
  rules: {
    newId: (_draft, records) => {
      let lowest = 0;
      for (const { id } of records.scan()) lowest = Math.min(lowest, Number(id));
      return lowest - 1;
    },
    prepare: ({ next }) => {
      next.is_recurring_invoice = true;
      next.disabled ??= false;
      next.nextcreationdate ??= next.invoice_date;
    },
  },
};

/** The next reference of a client's contracts, which nothing keeps from being given twice. */
export const contractsNextRef: Behaviour = {
  ids: ['documents.next-numbers'],
  priority: 'following',
  resource: 'contracts',
  rules: {
    operations: {
      nextRef: async ({ request, context }) => {
        const [sent] = await readRecords(request);
        const client = demandRecord('clients', sent?.client_id, context);
        const prefix = `C-${String(client.id).padStart(4, '0')}-`;
        return json(
          {
            ...sent,
            ref: `${prefix}${numberAfter('contracts', 'ref', new RegExp(`^${prefix}(\\d{1,6})$`), context)}`,
          },
          201,
        );
      },
    },
  },
};

/** Answers what was sent with the next number for the accounts' books, in a field of its own. */
const nextAccountsId =
  (attribute: string, prefix: string): Handler =>
  async ({ request, context }) => {
    const [sent] = await readRecords(request);
    const number = numberAfter(
      attribute,
      'accountsid',
      new RegExp(`^${prefix}(\\d{1,9})$`),
      context,
    );
    return json({ ...sent, accountsid: `${prefix}${String(number).padStart(4, '0')}` }, 201);
  };

/** Clients and items have numbers in the accounts' books, of which the server knows the next. */
export const accountsIds: readonly Behaviour[] = [
  {
    ids: ['documents.next-numbers'],
    resource: 'clients',
    rules: { operations: { newAccountsId: nextAccountsId('clients', 'CUST') } },
  },
  {
    ids: ['documents.next-numbers'],
    resource: 'items',
    rules: { operations: { newAccountsId: nextAccountsId('items', 'ITEM') } },
  },
];
