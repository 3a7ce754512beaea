import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';

/** A client reports who views a record, and gets everybody who has viewed it. */
export const viewersTold: Behaviour = {
  ids: ['records.viewers'],
  resource: [
    'invoices',
    'quotations',
    'purchaseOrders',
    'salesOrders',
    'kbArticles',
    'tickets',
    'opportunities',
    'projects',
  ],
  rules: {
    operations: {
      view: async ({ model, request, context }) => {
        const [sent = {}] = await readRecords(request);
        const { attribute } = model.resource;
        const { id } = demandRecord(attribute, sent.id, context);
        const viewers = context.records(`${attribute}:viewers`);
        const agent = context.records('agents').get(Number(context.session.agentId));
        const key = `${String(id)}-${String(context.session.agentId)}`;
        if (agent)
          viewers.put(key, { id: key, record_id: id, agent: { id: agent.id, name: agent.name } });
        const now = [...viewers.matching('record_id', id)].map((viewer) => viewer.agent);
        return json(
          {
            id,
            changeseq: sent.changeseq,
            current_action_type: sent.current_action_type,
            viewers: now,
          },
          201,
        );
      },
    },
  },
};
