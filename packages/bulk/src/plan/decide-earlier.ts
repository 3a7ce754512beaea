import type { Draft } from '../mapping/field-path.js';
import type { CurrentRecords } from '../matching/current-records.js';
import { isNamedById } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import { hasAll, sameValue } from '../matching/same-value.js';
import type { SeenKeys } from '../matching/seen-keys.js';
import { shownOf } from '../matching/shown-fields.js';
import type { EarlierOutcome } from './earlier-outcome.js';
import type { Decision, Read, RowContext } from './row-context.js';
import { withoutId } from './row-drafts.js';
import type { Why } from './why.js';

/** Records with the same values that are looked at for one row. */
const mostAlike = 50;

const openText = 'an earlier job does not know whether this row took effect';

/** The records that a row of an earlier job may have made: the one whose id it tells, or those that hold what it sets. */
export function alikeOf(
  record: Draft,
  earlier: EarlierOutcome | undefined,
  { current, mode }: RowContext,
): readonly Id[] {
  if (!current || !earlier || mode === 'update' || mode === 'delete') return [];
  if (earlier.id !== undefined) return [earlier.id];
  return earlier.isOpen ? (current.idsLike(withoutId(record)) ?? []).slice(0, mostAlike) : [];
}

type EarlierRead = Pick<Read, 'record' | 'match' | 'earlier' | 'alike' | 'source'>;

interface Deciding {
  readonly context: RowContext;
  readonly seen: SeenKeys;
  /** Decides about a change of the record that the row has made. */
  readonly change: (record: Draft, id: Id) => Decision;
}

/** What an earlier job has made is not made again. Undefined where the row is to be planned like any other. */
export function decideByEarlier(read: EarlierRead, deciding: Deciding): Decision | undefined {
  const { earlier, match } = read;
  const { current, mode } = deciding.context;
  if (!earlier || mode === 'update' || mode === 'delete') return undefined;
  // A row that finds its own record by its key is to complete it; any other record is that of somebody else.
  const isOwn = match.ids.length === 1 && String(match.ids[0]) === String(earlier.id);
  if (match.ids.length > 0 && !(mode === 'create' && isOwn)) return undefined;
  const why = whyNotLookedUp(earlier, read, deciding.context);
  if (why) return { action: 'error', ...why };
  return current && decideByRecords(read, earlier, { ...deciding, current });
}

/** Why it cannot be found out whether an earlier job has made the record. */
function whyNotLookedUp(
  earlier: EarlierOutcome,
  { record }: EarlierRead,
  { current, resource }: RowContext,
): Why | undefined {
  const { isOpen, id } = earlier;
  if (!isNamedById(resource) && (isOpen || id !== undefined))
    return {
      message:
        'an earlier job may have made it, and no record can be looked up by its id alone: leave the row out',
    };
  if (!isOpen) return undefined;
  if (!current) return { message: openText, remedy: { code: 'plan-online' } };
  if (id !== undefined || current.idsLike(withoutId(record)) !== undefined) return undefined;
  return {
    message: `${openText}, and the list of ${resource.title.toLowerCase()} shows nothing to find it by`,
  };
}

function decideByRecords(
  { record, alike, source }: EarlierRead,
  { id }: EarlierOutcome,
  { context, seen, change, current }: Deciding & { current: CurrentRecords },
): Decision | undefined {
  const wanted = withoutId(record);
  const shown = shownOf(wanted, context.resource);
  const lineBefore = (one: Id): number | undefined => seen.before(`made=${one}`, source.line);
  const same = alike.find(
    (one) => hasAll(shown, current.get(one) ?? {}) && lineBefore(one) === undefined,
  );
  if (same !== undefined)
    return {
      action: 'skip',
      id: same,
      message: `an earlier job has made it: it is there as id ${same}`,
    };
  const found = id === undefined ? undefined : current.get(id);
  if (id === undefined || !found) return undefined;
  if (
    !Object.entries(wanted).some(
      ([name, value]) => typeof value === 'string' && sameValue(value, found[name]),
    )
  )
    return {
      action: 'error',
      id,
      message: `halo_id ${id} is another record here: was the file exported from another tenant?`,
    };
  const line = lineBefore(id);
  return line === undefined
    ? change(wanted, id)
    : { action: 'error', id, message: `line ${line} has halo_id ${id} already` };
}
