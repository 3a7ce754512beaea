import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

type Row = Record<string, unknown>;

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});
const stored = async (path: string, records: Row[]): Promise<Row> => {
  const { status, body, text } = await halo.post(path, records);
  expect([status, text]).toEqual([201, expect.any(String)]);
  return body as Row;
};
const one = async (path: string): Promise<Row> => (await halo.get(`${path}?includedetails=true`)).body as Row;
const linesOf = (document: Row): Row[] => document.lines as Row[];

const DOCUMENTS = [
  { path: '/Quotation', line: { item_id: 1, quantity: 2, baseprice: 100 }, sums: { revenue: 180, tax_total: 36, total: 216 } },
  { path: '/SalesOrder', line: { item_id: 1, quantity: 2, baseprice: 100 }, sums: { revenue: 180, total: 216, cost: 60, profit: 120 } },
  { path: '/PurchaseOrder', line: { item_id: 1, quantity: 2, baseprice: 100 }, sums: { price: 180, tax_total: 36, total: 216 } },
  { path: '/Invoice', line: { _itemid: 1, qty_order: 2, unit_price: 100 }, sums: { revenue: 180, total: 216, amountdue: 216 } },
  { path: '/RecurringInvoice', line: { _itemid: 1, qty_order: 2, unit_price: 100 }, sums: { revenue: 180, total: 216 } },
];

describe('a document with lines', () => {
  it.each(DOCUMENTS)(`adds up its lines: $path ${verifies('documents.totals-from-lines')}`, async ({ path, line, sums }) => {
    const party = { client_id: 2, supplier_id: 101 };
    const created = await stored(path, [{ ...party, revenue: 1, lines: [{ ...line, discount_perc: 10 }] }]);
    expect(created).toMatchObject(sums);
    expect(linesOf(created)).toMatchObject([{ id: 1, tax_rate: 20, total_discount: 20 }]);
    expect(await one(`${path}/${created.id}`)).toMatchObject(sums);
  });

  it.each(DOCUMENTS)(`is for somebody: $path ${verifies('documents.party-required')}`, async ({ path }) => {
    const refused = await halo.post(path, [{ lines: [] }]);
    const party = path === '/PurchaseOrder' ? 'Supplier' : 'Client';
    expect([refused.status, refused.body]).toEqual([400, `A ${party} must be selected`]);
    const field = party === 'Supplier' ? 'supplier_id' : 'client_id';
    expect(await halo.post(path, [{ [field]: 987_654 }])).toMatchObject({ status: 400, body: { Message: `${party} 987654 not found` } });
  });

  it(`finds its client by user, site or ticket ${verifies('documents.party-required')}`, async () => {
    const [user] = rowsOf(await halo.get('/Users?client_id=2&count=1'), 'users');
    expect(await stored('/Quotation', [{ user_id: user!.id }])).toMatchObject({
      client_id: 2,
      client_name: 'Acme',
      site_name: 'Head Office',
    });
    expect(await stored('/SalesOrder', [{ site_id: user!.site_id }])).toMatchObject({ client_id: 2 });
    const ticket = await one('/Tickets/1234');
    expect(await stored('/Quotation', [{ ticket_id: 1234 }])).toMatchObject({
      client_id: ticket.client_id,
      client_name: ticket.client_name,
    });
    const other = await halo.post('/Quotation', [{ client_id: 12, site_id: user!.site_id }]);
    expect(other.body).toBe('The Site does not belong to the Client');
  });

  it(`takes prices and taxes from items and codes ${verifies('documents.totals-from-lines')}`, async () => {
    const quote = await stored('/Quotation', [
      { client_id: 2, lines: [{ item_id: 2 }, { name: 'Own', baseprice: 10, quantity: 3, override_tax_code: 2 }] },
    ]);
    const item = await one('/Item/2');
    expect(linesOf(quote)).toMatchObject([
      { name: item.name, quantity: 1, baseprice: item.baseprice, costprice: item.costprice, tax_rate: 20 },
      { name: 'Own', net_total: 30, total_tax: 0, total_price: 30 },
    ]);
    const missing = await halo.post('/Quotation', [{ client_id: 2, lines: [{ item_id: 999 }] }]);
    expect(missing).toMatchObject({ status: 400, body: { Message: 'Item 999 not found' } });
  });

  it(`keeps its lines by their ids ${verifies('documents.lines-by-id')}`, async () => {
    const { id } = await stored('/Invoice', [{ client_id: 2, lines: [{ unit_price: 10 }, { unit_price: 20, comment_1: 'kept' }] }]);
    const changed = await stored('/Invoice', [{ id, lines: [{ id: 2, qty_order: 4 }, { unit_price: 5 }] }]);
    expect(linesOf(changed)).toMatchObject([
      { id: 2, ihid: id, qty_order: 4, unit_price: 20, comment_1: 'kept', net_amount: 80 },
      { id: 3, unit_price: 5 },
    ]);
    const added = await stored('/Invoice', [{ id, add_lines: [{ unit_price: 1 }] }]);
    expect(linesOf(added).map((line) => line.id)).toEqual([2, 3, 4]);
    expect(added).toMatchObject({ total: 86 });
    expect(linesOf(await stored('/Invoice', [{ id, reference: 'r' }])).map((line) => line.id)).toEqual([2, 3, 4]);
  });

  it(`shows its lines in a list on request ${verifies('documents.totals-from-lines')}`, async () => {
    for (const [path, key] of [
      ['/Quotation', 'quotes'],
      ['/Invoice', 'invoices'],
      ['/RecurringInvoice', 'invoices'],
    ] as const) {
      const [plain] = rowsOf(await halo.get(`${path}?count=1`), key);
      const [asked] = rowsOf(await halo.get(`${path}?count=1&includelines=true`), key);
      expect([plain?.lines, asked?.lines]).toEqual([undefined, expect.arrayContaining([expect.objectContaining({ id: 1 })])]);
    }
  });

  it(`has lines that routes of their own write ${verifies('documents.line-routes')}`, async () => {
    const quote = await stored('/Quotation', [{ client_id: 2, lines: [] }]);
    expect(await stored('/Quotation/Lines', [{ qhid: quote.id, baseprice: 7, quantity: 2 }])).toMatchObject({ id: 1, net_total: 14 });
    expect(await one(`/Quotation/${quote.id}`)).toMatchObject({ total: 14 });
    const order = await stored('/SalesOrder', [{ client_id: 2, lines: [{ baseprice: 7 }] }]);
    expect(await stored('/SalesOrder/updatelines', [{ salesorder_id: order.id, id: 1, quantity: 3 }])).toMatchObject({ net_total: 21 });
    const { id } = await stored('/RecurringInvoice', [{ client_id: 12, lines: [] }]);
    await stored('/RecurringInvoice/Lines', [{ ihid: id, unit_price: 3 }]);
    await stored('/RecurringInvoice/updatelines', [{ ihid: id, id: 1, qty_order: 2 }]);
    expect((await halo.get('/RecurringInvoice/Lines')).body).toEqual(
      expect.arrayContaining([expect.objectContaining({ ihid: id, net_amount: 6 })]),
    );
    const wrong = await halo.post('/Invoice/updatelines', [{ ihid: 1, id: 99 }]);
    expect([wrong.status, wrong.body]).toEqual([400, 'Line 99 of invoice 1 not found']);
  });

  it(`shows who looks at it ${verifies('records.viewers')}`, async () => {
    for (const [path, id] of [
      ['/Invoice', 1],
      ['/Quotation', 1],
      ['/KBArticle', 123],
      ['/Tickets', 1234],
      ['/SalesOrder', 1],
      ['/PurchaseOrder', 1],
    ] as const) {
      const seen = await stored(`${path}/View`, [{ id, changeseq: 5 }]);
      expect(seen).toMatchObject({ id, changeseq: 5, viewers: [{ id: 10, name: expect.any(String) }] });
    }
    expect((await halo.post('/Invoice/View', [{ id: 99_999 }])).status).toBe(400);
  });
});

describe('one document after another', () => {
  it(`raises an order of a quotation and an invoice of an order ${verifies('documents.raised-from-others')}`, async () => {
    const quote = await stored('/Quotation', [{ client_id: 2, lines: [{ item_id: 1, quantity: 2, baseprice: 50 }], _create_so: true }]);
    const order = await one(`/SalesOrder/${quote.salesorder_id}`);
    expect(order).toMatchObject({ quotation_id: quote.id, client_id: 2, total: quote.total });
    const invoiced = await stored('/SalesOrder', [{ id: order.id, _create_invoice: true }]);
    expect(invoiced).toMatchObject({ invoice_count: 1, percentage_invoiced: 100, lines: [{ invoiced_quantity: 2 }] });
    const invoices = rowsOf(await halo.get('/Invoice?client_id=2&count=100&order=id&orderdesc=true'), 'invoices');
    expect(invoices[0]).toMatchObject({ salesorder_id: order.id, total: order.total });
  });

  it(`orders from the suppliers of an order's lines ${verifies('documents.raised-from-others', 'documents.progress-filters')}`, async () => {
    const count = halo.sandbox.control.records('salesOrders').length;
    const nobody = await halo.post('/SalesOrder', [{ client_id: 2, lines: [{ item_id: 1 }], _create_po: true }]);
    expect([nobody.status, nobody.body]).toEqual([400, 'A Supplier must be selected']);
    expect(
      (await halo.post('/SalesOrder', [{ client_id: 2, lines: [{ item_id: 1, supplier_id: 55_555 }], _create_po: true }])).status,
    ).toBe(400);
    expect(halo.sandbox.control.records('salesOrders')).toHaveLength(count);
    const lines = [
      { item_id: 1, quantity: 3, supplier_id: 101 },
      { item_id: 2, quantity: 1 },
    ];
    const order = await stored('/SalesOrder', [{ client_id: 2, lines, _create_po: true, _create_invoice: true }]);
    expect(await one(`/SalesOrder/${order.id}`)).toMatchObject({ purchaseorder_count: 1, invoice_count: 1 });
    const purchases = rowsOf(await halo.get(`/PurchaseOrder?salesorder_id=${order.id}&open=true&awaitingstock=true`), 'purchaseorders');
    expect(purchases).toMatchObject([{ supplier_id: 101, salesorder_id: order.id }]);
    expect(linesOf(await one(`/PurchaseOrder/${purchases[0]!.id}`))).toMatchObject([{ item_id: 1, quantity: 3 }]);
    await halo.post('/PurchaseOrder/ConfirmReceipt', [{ id: purchases[0]!.id }]);
    expect(rowsOf(await halo.get(`/PurchaseOrder?salesorder_id=${order.id}&closed=true`), 'purchaseorders')).toHaveLength(1);
    expect(rowsOf(await halo.get(`/PurchaseOrder?salesorder_id=${order.id}&open=true`), 'purchaseorders')).toHaveLength(0);
  });

  it(`lists documents by how far they have come ${verifies('documents.progress-filters')}`, async () => {
    const ids = async (path: string, key: string): Promise<unknown[]> =>
      rowsOf(await halo.get(`${path}&count=1000`), key).map(({ id }) => id);
    const quote = await stored('/Quotation', [{ client_id: 2, lines: [{ item_id: 1 }], requires_approval: true }]);
    expect(await ids('/Quotation?open=true', 'quotes')).toContain(quote.id);
    expect(await ids('/Quotation?awaiting_approval=true', 'quotes')).toEqual([quote.id]);
    await halo.post('/Quotation/Approval', [{ id: quote.id, result: true }]);
    expect(await ids('/Quotation?open=true', 'quotes')).not.toContain(quote.id);
    expect(await ids('/Quotation?closed=true&needsprocessing=true', 'quotes')).toContain(quote.id);
    await stored('/Quotation', [{ id: quote.id, _create_so: true }]);
    expect(await ids('/Quotation?processed=true', 'quotes')).toContain(quote.id);
    const [posted, draft] = [await stored('/Invoice', [{ client_id: 2, posted: true }]), await stored('/Invoice', [{ client_id: 2 }])];
    expect(await ids('/Invoice?postedonly=true', 'invoices')).toContain(posted.id);
    expect(await ids('/Invoice?notpostedonly=true', 'invoices')).not.toContain(posted.id);
    expect(await ids('/Invoice?notpostedonly=true', 'invoices')).toContain(draft.id);
    const every = (await ids('/Quotation?client_id=2', 'quotes')).length;
    expect(await ids('/Quotation?client_id=2&open=false', 'quotes')).toHaveLength(every);
  });

  it(`makes invoices of recurring ones ${verifies('recurring-invoices.process')}`, async () => {
    const lines = [{ unit_price: 40, qty_order: 2 }];
    const template = await stored('/RecurringInvoice', [{ client_id: 2, nextcreationdate: '2026-01-31T00:00:00', period: 1, lines }]);
    const [made] = (await halo.post('/RecurringInvoice/process', [template.id])).body as Row[];
    expect(made).toMatchObject({
      recurring_invoice_id: template.id,
      client_id: 2,
      total: 80,
      invoicenumber: expect.stringMatching(/^INV-/),
    });
    expect(await one(`/RecurringInvoice/${template.id}`)).toMatchObject({
      nextcreationdate: '2026-02-28T00:00:00',
      most_recent_invoice_id: made!.id,
    });
    const count = halo.sandbox.control.records('invoices').length;
    expect((await halo.post('/RecurringInvoice/process', [template.id, 5555])).status).toBe(400);
    expect(halo.sandbox.control.records('invoices')).toHaveLength(count);
  });

  it(`counts recurring invoices downwards ${verifies('recurring-invoices.negative-ids')}`, async () => {
    const first = await stored('/RecurringInvoice', [{ client_id: 2 }]);
    const second = await stored('/RecurringInvoice', [{ client_id: 2 }]);
    expect(Number(first.id)).toBeLessThan(0);
    expect(second).toMatchObject({ id: Number(first.id) - 1, is_recurring_invoice: true });
  });

  it(`numbers what needs a number ${verifies('documents.next-numbers')}`, async () => {
    const first = await stored('/Invoice', [{ client_id: 2 }]);
    const second = await stored('/Invoice', [{ client_id: 2 }]);
    const number = (invoice: Row): number => Number(String(invoice.invoicenumber).replace('INV-', ''));
    expect(number(second)).toBe(number(first) + 1);
    expect(await stored('/ClientContract/NextRef', [{ client_id: 2 }])).toMatchObject({ ref: 'C-0002-3' });
    await stored('/ClientContract', [{ client_id: 2, ref: 'C-0002-3' }]);
    expect(await stored('/ClientContract/NextRef', [{ client_id: 2 }])).toMatchObject({ ref: 'C-0002-4' });
    await stored('/Item', [{ name: 'Cable', assetgroup_id: 1, accountsid: 'ITEM0007' }]);
    expect(await stored('/Item/NewAccountsId', [{}])).toMatchObject({ accountsid: 'ITEM0008' });
    expect(await stored('/Client/NewAccountsId', [{ id: 2 }])).toMatchObject({ id: 2, accountsid: 'CUST0001' });
  });

  it(`voids an invoice once, and no paid one ${verifies('invoices.void')}`, async () => {
    const { id } = await stored('/Invoice', [{ client_id: 2, lines: [{ unit_price: 10 }] }]);
    const voided = await halo.send('POST', `/Invoice/${id}/void`);
    expect(voided).toMatchObject({ status: 201, body: { voided: true, amountdue: 0, total: 10 } });
    expect((await halo.send('POST', `/Invoice/${id}/void`)).body).toBe('This invoice has already been voided');
    expect(await stored('/Invoice', [{ id, reference: 'x' }])).toMatchObject({ voided: true, amountdue: 0 });
    const paid = await stored('/Invoice', [{ client_id: 2, amountpaid: 4, lines: [{ unit_price: 10 }] }]);
    expect(paid).toMatchObject({ amountdue: 6 });
    expect((await halo.send('POST', `/Invoice/${paid.id}/void`)).status).toBe(400);
    expect((await halo.send('POST', '/Invoice/99999/void')).status).toBe(404);
  });

  it(`prints an invoice ${verifies('invoices.pdf')}`, async () => {
    const { status, body } = await halo.send('POST', '/Invoice/PDF/1');
    expect(status).toBe(201);
    const file = await halo.get(`/Attachment/${(body as Row).pdf_attachment_id}`);
    expect([file.headers.get('content-type'), file.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  });

  it(`lets a client accept or reject, once ${verifies('documents.client-approval')}`, async () => {
    const told = { result: true, approvalname: 'Ann', ponumber: 'PO-9' };
    expect(await stored('/Quotation/Approval', [{ id: 1, ...told }])).toMatchObject({
      approvalstate: 1,
      approvalname: 'Ann',
      ponumber: 'PO-9',
    });
    expect(await one('/Quotation/1')).toMatchObject({ approvalstate: 1, approvaldatetime: expect.any(String) });
    expect((await halo.post('/Quotation/Approval', [{ id: 1, result: false }])).status).toBe(400);
    expect(await stored('/Quotation/Approval', [{ id: 2, result: false }])).toMatchObject({ approvalstate: 2 });
    expect(await stored('/ClientContract/Approval', [{ id: 1, result: true, approvername: 'Ann' }])).toMatchObject({ approvername: 'Ann' });
    expect((await halo.post('/ClientContract/Approval', [{ id: 1, result: true }])).status).toBe(400);
    expect((await halo.post('/Quotation/Approval', [{ id: 999, result: true }])).status).toBe(404);
  });
});

describe('a purchase', () => {
  const item = (): Promise<Row> => one('/Item/3');

  it(`is on order until it is there ${verifies('purchase-orders.receipt', 'purchase-orders.on-order')}`, async () => {
    const before = await item();
    const order = await stored('/PurchaseOrder', [{ supplier_id: 101, lines: [{ item_id: 3, quantity: 6, quantity_received: 2 }] }]);
    expect(await item()).toMatchObject({ quantity_on_order: 4, quantity_in_stock: before.quantity_in_stock });
    const received = (await halo.post('/PurchaseOrder/confirmreceipt', { id: order.id })).body as Row;
    expect(received).toMatchObject({ receipt_confirmed: true, lines: [{ quantity_received: 6 }] });
    expect(await item()).toMatchObject({ quantity_on_order: 0, quantity_in_stock: Number(before.quantity_in_stock) + 4 });
    const stock = halo.sandbox.control.records('itemStock');
    expect(stock.at(-1)).toMatchObject({ item_id: 3, quantity_in: 4, purchaseorder_id: order.id });
    expect((await halo.post('/PurchaseOrder/confirmreceipt', { id: order.id })).status).toBe(400);
  });

  it(`that is deleted is no longer on order ${verifies('purchase-orders.on-order')}`, async () => {
    const order = await stored('/PurchaseOrder', [{ supplier_id: 101, lines: [{ item_id: 3, quantity: 6 }] }]);
    expect(await item()).toMatchObject({ quantity_on_order: 6 });
    await halo.delete(`/PurchaseOrder/${order.id}`);
    expect(await item()).toMatchObject({ quantity_on_order: 0 });
  });
});
