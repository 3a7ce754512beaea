import { formatHaloDate } from 'halopsa-ground';
import { readRecords } from '../../http/body.js';
import { bareString, notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import { findByRoute } from '../../resources/get.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';

/** A void invoice stays and owes nothing; one that is paid or void already is refused. */
export const invoicesVoid: Behaviour = {
  ids: ['invoices.void'],
  priority: 'following',
  resource: 'invoices',
  rules: {
    operations: {
      void: (call) => {
        const invoice = findByRoute(call);
        if (invoice.voided === true) throw bareString('This invoice has already been voided');
        if (Number(invoice.amountpaid ?? 0) > 0)
          throw bareString(
            'This invoice cannot be voided because payments have been made against it',
          );
        const voided = { ...invoice, voided: true, amountdue: 0 };
        call.context.records('invoices').put(Number(invoice.id), voided);
        return json(voided, 201);
      },
    },
    prepare: ({ before, next }) => {
      if (before?.voided === true) Object.assign(next, { voided: true, amountdue: 0 });
    },
  },
};

/** An invoice is printed as a file among the attachments. */
export const invoicesPrinted: Behaviour = {
  ids: ['invoices.pdf'],
  resource: 'invoices',
  rules: {
    operations: {
      pdf: async (call) => {
        const invoice = findByRoute(call);
        const { context } = call;
        const { pdfFile } = await import('../../reports/pdf-file.js');
        const columns = [
          'item_shortdescription',
          'qty_order',
          'unit_price',
          'net_amount',
          'tax_amount',
        ].map((name) => ({
          name,
          dataType: '',
        }));
        const title = `Invoice ${String(invoice.invoicenumber ?? invoice.id)}`;
        const run = { columns, rows: objectsOf(invoice.lines), error: undefined };
        const bytes = await pdfFile({ name: title }, run, new Date(context.clock.now()));
        const data = `data:application/pdf;base64,${Buffer.from(bytes).toString('base64')}`;
        const file = upsertRecord(
          { filename: `${title}.pdf`, data_base64: data },
          context.model('attachments'),
          context,
        );
        const printed = {
          ...invoice,
          pdf_attachment_id: file.id,
          pdf_attachment_date_created: formatHaloDate(context.clock.now()),
        };
        context.records('invoices').put(Number(invoice.id), printed);
        return json(printed, 201);
      },
    },
  },
};

const ACCEPTED = 1;
const REJECTED = 2;

/** The recipient of a document accepts or rejects it, once. */
function answered(
  document: HaloRecord | undefined,
  state: string,
  answer: HaloRecord,
  fields: HaloRecord,
): HaloRecord {
  if (!document) throw notFound();
  if (Number(document[state] ?? 0) !== 0)
    throw bareString('An approval result has already been submitted');
  const kept = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  return { ...document, ...kept, [state]: answer.result === true ? ACCEPTED : REJECTED };
}

/** A quotation is accepted or rejected by its client. */
export const quotationsApproval: Behaviour = {
  ids: ['documents.client-approval'],
  resource: 'quotations',
  rules: {
    operations: {
      approval: async ({ request, context }) => {
        const [answer = {}] = await readRecords(request);
        const quote = context.records('quotations').get(Number(answer.id));
        const { approvalname, approvalemailaddress, approvalnote, ponumber, signature } = answer;
        const details = {
          approvalname,
          approvalemailaddress,
          approvalnote,
          ponumber,
          signature,
          approvaldatetime: now(context),
        };
        const next = answered(quote, 'approvalstate', answer, details);
        context.records('quotations').put(Number(next.id), next);
        return json(next, 201);
      },
    },
  },
};

/** A contract is signed or turned down by its client. */
export const contractsApproval: Behaviour = {
  ids: ['documents.client-approval'],
  resource: 'contracts',
  rules: {
    extraFields: { approvalstate: 'int' },
    operations: {
      approval: async ({ request, context }) => {
        const [answer = {}] = await readRecords(request);
        const contract = context.records('contracts').get(Number(answer.id));
        const { approvername, approveremailaddress, signature } = answer;
        const next = answered(contract, 'approvalstate', answer, {
          approvername,
          approveremailaddress,
          signature,
        });
        context.records('contracts').put(Number(next.id), next);
        return json(next, 201);
      },
    },
  },
};

const now = (context: Context): string => formatHaloDate(context.clock.now());
