import { type BehaviourFact, fromDocument, inferred, single } from './fact.js';

/** Quotations, orders and invoices; what no source shows is marked as assumed in its statement. */
export const documentFacts: readonly BehaviourFact[] = [
  inferred('documents.party-required', 'Assumed: a document needs a client, found by its site, user or ticket too, or a supplier.', '4.1'),
  inferred(
    'documents.totals-from-lines',
    'Assumed: the sums of a document follow from its lines: quantity times price, less the discount in percent, with the rate of the tax.',
    '4',
  ),
  inferred('documents.lines-by-id', 'Assumed: lines that are sent replace those before, each by its id; add_lines adds to them.', '4'),
  inferred(
    'documents.line-routes',
    'Assumed: the routes of lines change or add the lines that they are given, each named by its document.',
    '4',
  ),
  inferred(
    'documents.raised-from-others',
    'Assumed: _create_so makes an order of a quotation, _create_invoice an invoice of an order, _create_po orders from the suppliers of its lines.',
    '4.3',
  ),
  inferred(
    'documents.progress-filters',
    'Assumed: documents are listed as open or closed, posted, ordered, invoiced or waiting for an approval, where the parameter is true.',
    '4',
  ),
  inferred('documents.next-numbers', 'Assumed: references and numbers in the books are the highest in use and one.', '4'),
  inferred('documents.client-approval', 'Assumed: a quotation or contract is accepted (1) or rejected (2) once.', '4'),
  single('recurring-invoices.negative-ids', 'Recurring invoices have negative ids.', '9'),
  inferred('recurring-invoices.process', 'Assumed: processing takes ids and makes an invoice of each, and moves its next date on.', '4'),
  inferred('invoices.void', 'Assumed: a void invoice stays and owes nothing; one that has been paid or is void is refused.', '4'),
  inferred('invoices.pdf', 'Assumed: printing an invoice keeps it as an attachment and names it in pdf_attachment_id.', '7.6'),
  inferred('purchase-orders.on-order', 'Assumed: an item counts what is on order and has not come.', '4'),
  inferred(
    'purchase-orders.receipt',
    'Assumed: a confirmed receipt takes what is outstanding into stock, with a stock record for each line.',
    '4',
  ),
  fromDocument('records.viewers', 'The View routes take who looks at a record and answer who does.', 'A7'),
];
