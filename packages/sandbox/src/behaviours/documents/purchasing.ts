import { formatHaloDate } from 'halopsa-ground';
import { readRecords } from '../../http/body.js';
import { bareString, notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

/** What of a line has not come yet. */
const outstanding = (line: HaloRecord): number =>
  Math.max(0, Number(line.quantity ?? 0) - Number(line.quantity_received ?? 0));

/** True where not all that was ordered has come. */
export const stillToCome = (order: HaloRecord): boolean =>
  objectsOf(order.lines).some((line) => outstanding(line) > 0);

/** Adds to the numbers that an item keeps of itself. */
function count(
  itemId: HaloValue,
  changes: Readonly<Record<string, number>>,
  context: Context,
): void {
  const items = context.records('items');
  const item = items.get(Number(itemId));
  if (!item) return;
  const counted = Object.entries(changes).map(([field, change]) => [
    field,
    Number(item[field] ?? 0) + change,
  ]);
  items.put(Number(itemId), { ...item, ...Object.fromEntries(counted) });
}

const countOrdered = (order: HaloRecord | undefined, sign: 1 | -1, context: Context): void => {
  for (const line of objectsOf(order?.lines))
    count(line.item_id, { quantity_on_order: sign * outstanding(line) }, context);
};

/** What is on order is counted at its item, and comes into stock once its receipt is confirmed. */
export const purchasesCounted: Behaviour = {
  ids: ['purchase-orders.receipt', 'purchase-orders.on-order'],
  resource: 'purchaseOrders',
  rules: {
    written: (order, before, context) => {
      countOrdered(before, -1, context);
      countOrdered(order, 1, context);
    },
    removed: (order, context) => countOrdered(order, -1, context),
    operations: {
      confirmReceipt: async ({ request, context }) => {
        const [sent] = await readRecords(request);
        const order = context.records('purchaseOrders').get(Number(sent?.id));
        if (!order) throw notFound();
        if (order.receipt_confirmed === true)
          throw bareString('The receipt of this purchase order has already been confirmed');
        return json(receive(order, context), 201);
      },
    },
  },
};

/** Takes everything that is outstanding into stock. */
function receive(order: HaloRecord, context: Context): HaloRecord {
  const date = formatHaloDate(context.clock.now());
  const lines = objectsOf(order.lines).map((line) => {
    const arrived = outstanding(line);
    if (arrived > 0 && Number(line.item_id) > 0) {
      count(line.item_id, { quantity_in_stock: arrived, quantity_on_order: -arrived }, context);
      const entry = {
        item_id: line.item_id,
        quantity_in: arrived,
        cost: line.baseprice,
        supplier_id: order.supplier_id,
      };
      const source = { purchaseorder_id: order.id, purchaseorder_line_id: line.id };
      upsertRecord({ ...entry, ...source, date }, context.model('itemStock'), context);
    }
    return {
      ...line,
      quantity_received: Number(line.quantity_received ?? 0) + arrived,
      date_received: date,
    };
  });
  const received = { ...order, lines, receipt_confirmed: true, receipt_confirmation_date: date };
  context.records('purchaseOrders').put(Number(order.id), received);
  return received;
}
