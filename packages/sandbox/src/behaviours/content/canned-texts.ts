import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import { route } from '../route.js';

/** Canned texts that an agent likes are kept by agent. */
const FAVOURITES = 'cannedTexts:favourites';

const favourite: Handler = async ({ request, context }) => {
  const favourites = context.records(FAVOURITES);
  let last: HaloRecord | undefined;
  for (const sent of await readRecords(request)) {
    const text = demandRecord('cannedTexts', sent.ctid, context);
    const agent = demandRecord('agents', sent.unum ?? context.session.agentId, context);
    const [known] = [...favourites.matching('ctid', text.id)].filter(
      ({ unum }) => unum === agent.id,
    );
    last = known ?? { id: favourites.nextId(), ctid: text.id, unum: agent.id };
    favourites.put(Number(last.id), last);
  }
  return json(last ?? [], 201);
};

export const cannedTextsFavourites: Behaviour = route('canned-texts.favourites', 'cannedTexts', {
  favourite,
});
