import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import { route } from '../route.js';

/** How a client pays. */
const PAYMENT_FIELDS = [
  'stripe_payment_method_id',
  'stripe_payment_method_name',
  'paymentterms',
] as const;

const paymentMethodUpdate: Handler = async ({ request, model, context }) => {
  const [sent = {}] = await readRecords(request);
  const { id } = demandRecord('clients', sent.id, context);
  const given = Object.fromEntries(
    PAYMENT_FIELDS.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]])),
  );
  return json(upsertRecord({ ...given, id }, model, context), 201);
};

export const clientsPaymentMethod: Behaviour = route('clients.payment-method', 'clients', {
  paymentMethodUpdate,
});
