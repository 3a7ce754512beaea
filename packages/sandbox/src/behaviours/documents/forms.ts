/** How the lines of a document name what they are about and what they cost. */
export interface LineForm {
  /** The item that is sold, and the text that names it. */
  readonly item: string;
  readonly name: string;
  readonly quantity: string;
  /** Price of one, before discount and tax, and what one costs to buy. */
  readonly price: string;
  readonly cost: string;
  /** The fields for the sums of a line. */
  readonly net: string;
  readonly tax: string;
  readonly total: string;
}

/** A kind of document that consists of lines. */
export interface DocumentForm {
  /** Attribute of the resource. */
  readonly resource: string;
  /** Field of a line that holds the document's id. */
  readonly parent: string;
  readonly line: LineForm;
  /** The date that a new document gets. */
  readonly date: string;
  /** Fields of the header that name the customer's user and site. */
  readonly user: string;
  readonly site: string;
  /** True where it goes to a supplier in place of a client. */
  readonly fromSupplier?: boolean;
  /** True where a list shows the lines only when it is asked for them. */
  readonly linesOnRequest?: boolean;
}

const PRODUCT_LINE: LineForm = {
  item: 'item_id',
  name: 'name',
  quantity: 'quantity',
  price: 'baseprice',
  cost: 'costprice',
  net: 'net_total',
  tax: 'total_tax',
  total: 'total_price',
};

const INVOICE_LINE: LineForm = {
  item: '_itemid',
  name: 'item_shortdescription',
  quantity: 'qty_order',
  price: 'unit_price',
  cost: 'unit_cost',
  net: 'net_amount',
  tax: 'tax_amount',
  total: 'total_price',
};

const INVOICE = {
  parent: 'ihid',
  line: INVOICE_LINE,
  date: 'invoice_date',
  user: 'uid',
  site: 'sitenumber',
  linesOnRequest: true,
} as const;
const ORDER = { line: PRODUCT_LINE, date: 'date', user: 'user_id', site: 'site_id' } as const;

/** The documents by their resource. */
export const documentForms: Readonly<Record<string, DocumentForm>> = {
  quotations: { resource: 'quotations', parent: 'qhid', ...ORDER, linesOnRequest: true },
  salesOrders: { resource: 'salesOrders', parent: 'salesorder_id', ...ORDER },
  purchaseOrders: {
    resource: 'purchaseOrders',
    parent: 'purchaseorder_id',
    ...ORDER,
    fromSupplier: true,
  },
  invoices: { resource: 'invoices', ...INVOICE },
  recurringInvoices: { resource: 'recurringInvoices', ...INVOICE },
};
