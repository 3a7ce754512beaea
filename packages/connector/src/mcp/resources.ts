import type { HaloClient } from 'halopsa';
import type { JsonObject } from '../json.js';
import { conformObject } from '../schema/conform.js';
import { maskedNotice, withoutHeld } from '../without-held.js';
import { fitBudget } from './fit-budget.js';
import { fence, type Notice } from './untrusted-text.js';

const kinds: Readonly<Record<string, string>> = {
  tickets: 'tickets',
  clients: 'clients',
  articles: 'kbArticles',
};

/** Templates of the records that can be read by address. */
export const resourceTemplates: readonly JsonObject[] = Object.keys(kinds).map((kind) => ({
  uriTemplate: `halo://${kind}/{id}`,
  name: kind.slice(0, -1),
  title: `Halo ${kind.slice(0, -1)}`,
  mimeType: 'text/plain',
}));

/** Reads a record by its address, for example `halo://tickets/42`; undefined for an address of another kind. */
export async function readResource(
  uri: string,
  client: HaloClient,
  options: { budget: number; signal: AbortSignal },
): Promise<JsonObject | undefined> {
  const [, kind = '', id = ''] = /^halo:\/\/([a-z]+)\/([1-9]\d{0,9})$/.exec(uri) ?? [];
  // Ids are of 32 bits: there is no record with a larger one.
  const resource = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (resource === undefined || Number(id) >= 2 ** 31) return undefined;
  const notices = new Set<Notice>();
  const found = await client
    .resource(resource)
    .get(Number(id), { includedetails: true }, { signal: options.signal });
  const { value: record, isMasked } = await withoutHeld(client, conformObject(found, {}));
  const shown = fitBudget(record, options.budget, notices);
  const told = [...notices, ...(isMasked ? [maskedNotice] : [])];
  const text = fence(JSON.stringify({ record: shown, notices: told }));
  return { contents: [{ uri, mimeType: 'text/plain', text }] };
}
