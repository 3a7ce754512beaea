import { readRecords } from '../../http/body.js';
import { bareString } from '../../http/refusal.js';
import { json, type Reply } from '../../http/reply.js';
import type { Behaviour, Call, Handler } from '../../resources/contract.js';
import { demandRecord, objectsOf } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';
import { formOf } from './forms.js';

/** Changes lines of documents, each named by its document and its id, and answers the last one as it is then. */
const updateLines: Handler = (call) => writeLines(call, 'lines');

/** Adds lines to documents, each to the one that it names, and answers the last one as it is then. */
const addLines: Handler = (call) => writeLines(call, 'add_lines');

async function writeLines(
  { model, request, context }: Call,
  field: 'lines' | 'add_lines',
): Promise<Reply> {
  const resource = model.resource.attribute;
  const { parent } = formOf(resource);
  let last: HaloRecord | undefined;
  for (const { _warning: _, ...line } of await readRecords(request)) {
    const document = demandRecord(resource, line[parent], context);
    const known = objectsOf(document.lines);
    if (field === 'lines' && !known.some(({ id }) => id === Number(line.id)))
      throw bareString(
        `Line ${String(line.id)} of ${model.resource.singular} ${String(document.id)} not found`,
      );
    const sent =
      field === 'lines'
        ? known.map((one) => (one.id === Number(line.id) ? { ...one, ...line } : one))
        : [line];
    const stored = objectsOf(
      upsertRecord({ id: document.id, [field]: sent }, model, context).lines,
    );
    last = field === 'lines' ? stored.find(({ id }) => id === Number(line.id)) : stored.at(-1);
  }
  return json(last ?? [], 201);
}

/** The lines of all documents, or of those of a client. */
const listLines: Handler = ({ model, query, context }) => {
  const client = query.int('client_id');
  const documents = [...context.records(model.resource.attribute).scan()];
  return json(
    documents
      .filter((one) => client === undefined || one.client_id === client)
      .flatMap(({ lines }) => objectsOf(lines)),
  );
};

const routes = (resource: string, operations: Readonly<Record<string, Handler>>): Behaviour => ({
  ids: ['documents.line-routes'],
  resource,
  rules: { operations },
});

/** Lines are changed and added by routes of their own as well. */
export const documentLineRoutes: readonly Behaviour[] = [
  routes('quotations', { lines: addLines }),
  routes('salesOrders', { updateLines }),
  routes('invoices', { updateLines }),
  routes('recurringInvoices', { updateLines, postLines: addLines, getLines: listLines }),
];
