import type { Named } from 'halopsa-catalogue/names';
import type { ClientContext } from '../core/context.js';
import { type Memory, shelfLifeMs } from '../memory/memory.js';

/** Records by their names, as a client's look-ups found them, and when. */
type Recalled = Map<string, { readonly at: number; readonly found: Promise<readonly Named[]> }>;

/** By what the client remembers besides, and gone with it. */
const recalled = new WeakMap<Memory, Recalled>();

function recalledBy(memory: Memory): Recalled {
  const known: Recalled = recalled.get(memory) ?? new Map();
  recalled.set(memory, known);
  return known;
}

/**
 * What a look-up found within the last five minutes, by this client or by one that shares its store; otherwise, and where that is
 * not enough, what `read` finds now. That nothing was found is not kept: it may be made in the next moment.
 */
export async function recallNames(
  { memory, caller, clock }: ClientContext,
  key: string,
  read: () => Promise<readonly Named[]>,
  isEnough: (found: readonly Named[]) => boolean = (found) => found.length > 0,
): Promise<readonly Named[]> {
  const { nameStore } = caller.options;
  const names = recalledBy(memory);
  const known = names.get(key);
  if (known && clock.now() - known.at < shelfLifeMs) {
    const found = await known.found;
    if (isEnough(found)) return found;
  } else {
    const stored = await nameStore?.get(key);
    if (Array.isArray(stored) && isEnough(stored as readonly Named[])) return stored;
  }
  const found = read();
  names.set(key, { at: clock.now(), found });
  found.catch(() => names.delete(key));
  const records = await found;
  if (records.length > 0) await nameStore?.set(key, records);
  else names.delete(key);
  return records;
}
