import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord, objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import { route } from '../route.js';

/** The caller no longer hears of a service. */
const unsubscribe: Handler = async ({ request, context }) => {
  let last: HaloRecord | undefined;
  for (const { serviceid } of await readRecords(request)) {
    const service = demandRecord('services', serviceid, context);
    const { userId, agentId } = context.session;
    const subscribers = objectsOf(service.subscribers).filter(
      ({ type, data_id: id }) =>
        !(type === 'user' ? id === userId : type === 'agent' && id === agentId),
    );
    last = { ...service, subscribers, subscriber_count: subscribers.length };
    context.records('services').put(Number(service.id), last);
  }
  return json(last ?? [], 201);
};

export const servicesUnsubscribe: Behaviour = route('services.unsubscribe', 'services', {
  unsubscribe,
});
