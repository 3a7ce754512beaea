import { resourceNamed } from 'halopsa-catalogue';
import type { Context } from '../../context.js';
import type { Row } from '../../output/printer.js';
import { parseIds } from '../record-id.js';
import { update } from '../update.js';

/** Changes tickets as `halo tickets update` does: several after a question, each with its outcome, and all to be undone. */
export function changeTickets(
  texts: readonly string[],
  patch: Row,
  yes: true | undefined,
  context: Context,
): Promise<void> {
  const ids = parseIds(texts, 'int', 'id of the ticket');
  return update(
    {
      resource: resourceNamed('tickets'),
      ids,
      patch,
      input: { ifUnchanged: undefined, extraField: undefined, readBack: undefined, yes },
    },
    context,
  );
}
