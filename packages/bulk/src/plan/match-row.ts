import type { FieldValue } from '../fields.js';
import type { Draft } from '../mapping/field-path.js';
import { isIdAlone, keyOf, type MatchKey } from '../matching/match-key.js';
import { type Id, idText, isRecordId } from '../matching/record-id.js';
import type { Match, RowContext } from './row-context.js';

/** The records that a row names, by the first of the keys that finds some. */
export function matchRow(record: Draft, context: RowContext): Match {
  const { keys, mode } = context;
  const given = record['id'];
  if (given !== undefined && given !== null && !isRecordId(given, context.resource))
    return noRecord(given, context);
  const filled = keys.filter((key) => keyOf(record, key) !== undefined);
  if (keys.length > 0 && filled.length === 0 && mode !== 'create')
    return {
      ids: [],
      key: undefined,
      problem: `${keys.map((key) => key.join('+')).join(' and ')} is empty, so no record is named`,
    };
  for (const key of filled) {
    const ids = idsOf(record, key, context);
    if (ids.length > 0) return { ids, key };
  }
  return { ids: [], key: filled.at(-1) };
}

function noRecord(given: FieldValue, { mapping }: RowContext): Match {
  const column = mapping.targets.find(({ field }) => field === 'id')?.column;
  return {
    ids: [],
    key: undefined,
    problem: `no record can be changed under the id ${idText(given)}: Halo would make a new one`,
    column,
  };
}

function idsOf(record: Draft, key: MatchKey, { current }: RowContext): readonly Id[] {
  if (isIdAlone(key)) return [record['id'] as Id];
  const value = keyOf(record, key);
  return (value === undefined ? undefined : current?.idsOf(key, value)) ?? [];
}
