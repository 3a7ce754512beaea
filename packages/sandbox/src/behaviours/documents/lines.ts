import type { DocumentForm, LineForm } from 'halopsa-catalogue/details';
import type { Context } from '../../resources/contract.js';
import { highestId, linkedRecord, objectsOf } from '../../resources/demand.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

/** Money is kept in hundredths. */
export const money = (amount: number): number => Math.round((amount + Number.EPSILON) * 100) / 100;

/** The lines of a document after a write: those sent take the place of those before, each by its id, and more can be added. */
export function nextLines(
  before: HaloRecord | undefined,
  next: HaloRecord,
  patch: HaloRecord,
): HaloRecord[] {
  const known = new Map(objectsOf(before?.lines).map((line) => [Number(line.id), line]));
  const kept = Array.isArray(patch.lines) ? objectsOf(patch.lines) : objectsOf(next.lines);
  let last = highestId([...known.values()]);
  return [...kept, ...objectsOf(patch.add_lines)].map((line) => {
    const id = Number(line.id ?? 0);
    if (known.has(id)) return { ...known.get(id), ...line, id };
    last += 1;
    return { ...line, id: last };
  });
}

/** The document that a line belongs to: its id, and what it was before this write. */
interface Priced {
  readonly id: HaloValue;
  readonly before: HaloRecord | undefined;
}

/** A line with what follows from its item, quantity, price, discount and tax. */
export function pricedLine(
  line: HaloRecord,
  { parent, line: fields }: DocumentForm,
  document: Priced,
  context: Context,
): HaloRecord {
  const before = objectsOf(document.before?.lines).find(({ id }) => id === line.id);
  const item =
    Number(line[fields.item] ?? 0) > 0
      ? linkedRecord('items', fields.item, { before, next: line }, context)
      : undefined;
  const quantity = Number(line[fields.quantity] ?? 1);
  const price = Number(line[fields.price] ?? item?.baseprice ?? 0);
  const rate = taxRate(line, before, item, context);
  const gross = quantity * price;
  const net = money(gross * (1 - Number(line.discount_perc ?? 0) / 100));
  const tax = money((net * rate) / 100);
  return {
    ...line,
    [parent]: document.id,
    [fields.name]: line[fields.name] ?? item?.name,
    [fields.quantity]: quantity,
    [fields.price]: price,
    [fields.cost]: Number(line[fields.cost] ?? item?.costprice ?? 0),
    total_discount: money(gross - net),
    tax_rate: rate,
    [fields.net]: net,
    [fields.tax]: tax,
    [fields.total]: money(net + tax),
  };
}

/** The rate of a line in percent: of the tax that it names by number or code, of its item's tax, or the rate that it states. */
function taxRate(
  line: HaloRecord,
  before: HaloRecord | undefined,
  item: HaloRecord | undefined,
  context: Context,
): number {
  const taxes = context.records('taxes');
  const field = ['override_tax_code', 'item_tax_code'].find((name) => Number(line[name] ?? 0) > 0);
  const tax =
    field === undefined ? undefined : linkedRecord('taxes', field, { before, next: line }, context);
  if (tax) return Number(tax.value ?? 0);
  for (const tax of taxes.matching('code', line.tax_code ?? '')) return Number(tax.value ?? 0);
  if (line.tax_rate !== undefined) return Number(line.tax_rate) || 0;
  return Number(taxes.get(Number(item?.taxcode ?? 0))?.value ?? 0);
}

/** What the lines come to. */
export interface Sums {
  readonly net: number;
  readonly tax: number;
  readonly cost: number;
}

/** The sums over lines that are priced. */
export function sumOf(lines: readonly HaloRecord[], { net, tax, cost, quantity }: LineForm): Sums {
  const sum = (amount: (line: HaloRecord) => number): number =>
    money(lines.reduce((total, line) => total + amount(line), 0));
  return {
    net: sum((line) => Number(line[net] ?? 0)),
    tax: sum((line) => Number(line[tax] ?? 0)),
    cost: sum((line) => Number(line[cost] ?? 0) * Number(line[quantity] ?? 0)),
  };
}

/** Lines of one kind of document as those of another, not yet priced. */
export function linesFor(lines: HaloValue, from: LineForm, to: LineForm): HaloRecord[] {
  return objectsOf(lines).map((line) => ({
    [to.item]: line[from.item],
    [to.name]: line[from.name],
    [to.quantity]: line[from.quantity],
    [to.price]: line[from.price],
    [to.cost]: line[from.cost],
    discount_perc: line.discount_perc,
    tax_rate: line.tax_rate,
  }));
}
