import { formOf } from '../behaviours/documents/forms.js';
import type { HaloRecord } from '../store/port.js';
import { seedContracts } from './customers.js';
import type { PlannedClient, SeedPlan } from './plan.js';
import { opportunityOf } from './projects.js';

/** What is sold: item, quantity, price of one and cost of one. */
interface Sale {
  readonly item: number;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly cost: number;
}

const SUPPORT: Sale = { item: 4, name: 'Support Hour', quantity: 2, price: 80, cost: 40 };
const LAPTOPS: Sale = { item: 1, name: 'Laptop 14 inch', quantity: 3, price: 900, cost: 700 };
const DOCKS: Sale = { item: 2, name: 'Docking Station', quantity: 3, price: 150, cost: 120 };
const TAX_RATE = 20;

/** Lines with their sums, in the words of the kind of document, and the sums of the document. */
function sold(
  resource: string,
  id: number,
  sales: readonly Sale[],
): { lines: HaloRecord[]; net: number; tax: number; cost: number } {
  const { parent, line } = formOf(resource);
  const lines = sales.map(({ item, name, quantity, price, cost }, index) => {
    const net = quantity * price;
    const tax = (net * TAX_RATE) / 100;
    return {
      id: index + 1,
      [parent]: id,
      [line.item]: item,
      [line.name]: name,
      [line.quantity]: quantity,
      [line.price]: price,
      [line.cost]: cost,
      tax_rate: TAX_RATE,
      [line.net]: net,
      [line.tax]: tax,
      [line.total]: net + tax,
    };
  });
  const sum = (of: (sale: Sale) => number): number =>
    sales.reduce((total, sale) => total + of(sale), 0);
  const net = sum(({ quantity, price }) => quantity * price);
  return {
    lines,
    net,
    tax: (net * TAX_RATE) / 100,
    cost: sum(({ quantity, cost }) => quantity * cost),
  };
}

const partyOf = ({ id, name, sites }: PlannedClient): HaloRecord => ({
  client_id: id,
  client_name: name,
  site_id: sites[0].id,
  site_name: sites[0].name,
});

function invoice(resource: string, id: number, client: PlannedClient): HaloRecord {
  const { lines, net, tax } = sold(resource, id, [SUPPORT]);
  return {
    id,
    client_id: client.id,
    client_name: client.name,
    lines,
    revenue: net,
    tax_total: tax,
    total: net + tax,
    amountdue: net + tax,
  };
}

/** Invoices for every fourth client, with one line each. */
export const seedInvoices = (plan: SeedPlan): HaloRecord[] =>
  plan.clients
    .filter(({ id }) => id % 4 === 2)
    .map((client, index) => ({
      ...invoice('invoices', index + 1, client),
      invoice_date: plan.daysAgo(30 + (index % 60)),
      invoicenumber: `INV-${String(index + 1).padStart(5, '0')}`,
      posted: true,
      // The first is that of the first order, whose client it shares.
      ...(index === 0 && { salesorder_id: 1 }),
    }));

/** The contract that a recurring invoice bills, where the client has one. */
function contractOf(client: PlannedClient, plan: SeedPlan): HaloRecord {
  const contract = seedContracts(plan).find(({ client_id: id }) => id === client.id);
  return contract ? { contract_id: contract.id, contract_ref: contract.ref } : {};
}

/** The clients that buy: the first five beside the unknown one. */
const buyers = (plan: SeedPlan): readonly PlannedClient[] => plan.clients.slice(1, 6);

/** Invoices that are raised every month, whose ids lie below zero. */
export const seedRecurringInvoices = (plan: SeedPlan): HaloRecord[] =>
  buyers(plan).map((client, index) => ({
    ...invoice('recurringInvoices', -(index + 1), client),
    invoice_date: plan.daysAgo(60),
    nextcreationdate: plan.daysAgo(-(index + 1)),
    period: 1,
    ...contractOf(client, plan),
    is_recurring_invoice: true,
    disabled: false,
  }));

function offer(resource: string, id: number, client: PlannedClient): HaloRecord {
  const { lines, net, tax, cost } = sold(resource, id, [LAPTOPS, DOCKS]);
  const sums = { lines, revenue: net, tax_total: tax, total: net + tax };
  return {
    id,
    title: 'New workplaces',
    ...partyOf(client),
    ...sums,
    ...(resource === 'salesOrders' && { cost, profit: net - cost }),
  };
}

/** Quotations for the first clients. */
export const seedQuotations = (plan: SeedPlan): HaloRecord[] =>
  buyers(plan).map((client, index) => ({
    ...offer('quotations', index + 1, client),
    ...(plan.counts.tickets > 0 && { ticket_id: opportunityOf(index + 1) }),
    date: plan.daysAgo(20 - index),
    approvalstate: 0,
  }));

/** Orders of the first two clients. */
export const seedSalesOrders = (plan: SeedPlan): HaloRecord[] =>
  buyers(plan)
    .slice(0, 2)
    .map((client, index) => ({
      ...offer('salesOrders', index + 1, client),
      ...(plan.counts.tickets > 0 && { ticket_id: opportunityOf(index + 1) }),
      date: plan.daysAgo(10 - index),
      quotation_id: index + 1,
    }));

/** One order to the supplier of the items, which has been delivered. */
export const seedPurchaseOrders = (plan: SeedPlan): HaloRecord[] => {
  const { lines, net, tax } = sold('purchaseOrders', 1, [{ ...LAPTOPS, price: LAPTOPS.cost }]);
  const received = lines.map((line) => ({
    ...line,
    quantity_received: line.quantity,
    date_received: plan.daysAgo(5),
  }));
  const sums = { lines: received, price: net, revenue: net, tax_total: tax, total: net + tax };
  const receipt = { receipt_confirmed: true, receipt_confirmation_date: plan.daysAgo(5) };
  return [
    {
      id: 1,
      title: 'Laptops',
      supplier_id: 101,
      supplier_name: 'Northwind Supplies',
      date: plan.daysAgo(9),
      ...sums,
      ...receipt,
    },
  ];
};
