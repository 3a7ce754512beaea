import { readJsonBody } from '../../http/body.js';
import { json } from '../../http/reply.js';
import { coerceRecord } from '../../resources/coerce.js';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

const ID = 1;
/** Properties that can be read but not set. */
const DROPPED: ReadonlySet<string> = new Set([
  'id',
  'app_version',
  'app_version_nopatch',
  'appname',
]);

/** The one record of all settings: some changes are dropped without a word, and no range is checked. */
export const controlRecord: Behaviour = {
  ids: ['control.silent-drops'],
  resource: 'control',
  rules: {
    operations: {
      upsert: async ({ request, model, context }) => {
        const { value, text } = await readJsonBody(request);
        const sent = (Array.isArray(value) ? value.at(-1) : value) as HaloRecord | undefined;
        const records = context.records(model.resource.attribute);
        const patch = coerceRecord(
          typeof sent === 'object' && sent !== null ? sent : {},
          model.schema,
          { text, path: '[0]' },
        );
        const taken = Object.entries(patch).filter(
          ([name]) => !DROPPED.has(name) && !name.startsWith('_'),
        );
        const next: HaloRecord = { ...records.get(ID), id: ID, ...Object.fromEntries(taken) };
        records.put(ID, next);
        return json(next, 201);
      },
    },
  },
};
