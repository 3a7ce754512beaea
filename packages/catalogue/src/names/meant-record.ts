import type { Named, Table } from './named-records.js';
import { isWithin, nearRecord, type Scope } from './scope.js';

/** Of the records that have a name, those that a row can mean by it; active ones before others, but for the one that it has already. */
export function meantBy(
  found: readonly Named[],
  scope: Scope | undefined,
  key: string,
): readonly Named[] {
  if (!scope) return activeFirst(found);
  return activeFirst(
    nearRecord(
      found.filter((one) => isWithin(one, scope)),
      scope,
      key,
    ),
  );
}

function activeFirst(meant: readonly Named[]): readonly Named[] {
  if (meant.length < 2) return meant;
  const active = meant.filter(({ isInactive }) => !isInactive);
  return active.length > 0 ? active : meant;
}

const isHeld = ({ id }: Named, { present }: Scope): boolean =>
  present !== undefined && present !== null && String(id) === String(present);

/** Whether the record of the row may hold one of the name already that the list leaves out. */
export function mayMeanHidden(
  meant: readonly Named[],
  table: Table | undefined,
  scope: Scope | undefined,
): boolean {
  if (!scope) return false;
  const { present } = scope;
  if (present === undefined || present === null || Number(present) <= 0) return false;
  return !meant.some((one) => isHeld(one, scope)) && table?.ids.has(present) !== true;
}

/** Of all records that have a name, the one that the row has already, or else those that are shown, or else those that are hidden. */
export function meantOf(
  all: readonly Named[],
  shown: readonly Named[],
  { scope, key }: { readonly scope: Scope | undefined; readonly key: string },
): readonly Named[] {
  const held = scope && all.filter((one) => isHeld(one, scope) && isWithin(one, scope));
  if (held?.length === 1) return held;
  return shown.length > 0 ? shown : meantBy(all, scope, key);
}
