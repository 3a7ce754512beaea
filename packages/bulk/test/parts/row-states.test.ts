import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/journal/journal.js';
import { type RowState, RowStates } from '../../src/journal/row-states.js';

/** The states of four rows after these notes. */
const after = (...entries: readonly Entry[]): RowStates => {
  const states = new RowStates(4);
  for (const entry of entries) states.apply(entry);
  return states;
};
const intent: Entry = { t: 'intent', rows: [1, 2] };
const all = (states: RowStates): RowState[] => [1, 2, 3, 4].map((row) => states.state(row));

describe('the notes of a journal', () => {
  test('leave every row waiting where there is none', () => {
    const states = after();
    expect(all(states)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    expect([states.isEnded, states.isMarkKept, states.isUntouched]).toEqual([false, undefined, true]);
  });

  test.each<[Entry, RowState[]]>([
    [{ t: 'done', rows: [1, 2] }, ['done', 'done', 'waiting', 'waiting']],
    [{ t: 'released', rows: [1] }, ['waiting', 'sent', 'waiting', 'waiting']],
    [{ t: 'skipped', row: 3, reason: 'is gone' }, ['sent', 'sent', 'skipped', 'waiting']],
    [{ t: 'failed', row: 2, error: 'was refused' }, ['sent', 'failed', 'waiting', 'waiting']],
    [{ t: 'unknown', row: 4, error: 'was lost' }, ['sent', 'sent', 'waiting', 'unknown']],
    [{ t: 'doubt', rows: [4], aside: 0 }, ['sent', 'sent', 'waiting', 'sent']],
    [{ t: 'end', at: '2026-12-01T00:00:00Z' }, ['sent', 'sent', 'waiting', 'waiting']],
  ])('after rows 1 and 2 were sent, %j', (entry, states) => {
    expect(all(after(intent, entry))).toEqual(states);
  });

  test('give the ids of new records, each to its row', () => {
    const states = after({ t: 'done', rows: [1, 2], ids: [11, 'b'] }, { t: 'failed', row: 3, error: 'x', id: 33 });
    expect([1, 2, 3, 4].map((row) => states.id(row))).toEqual([11, 'b', 33, undefined]);
  });

  test('keep an id that a row has where a later note has none', () => {
    const states = after({ t: 'done', rows: [1], ids: [11] }, { t: 'done', rows: [1] }, { t: 'failed', row: 1, error: 'x' });
    expect(states.id(1)).toBe(11);
  });

  test('give the reason of a row until it is sent again', () => {
    const failed: Entry = { t: 'failed', row: 1, error: 'was refused' };
    expect(after(failed).reason(1)).toBe('was refused');
    expect(after(failed, { t: 'released', rows: [1] }).reason(1)).toBeUndefined();
    expect(after({ t: 'skipped', row: 1, reason: 'is gone' }).reason(1)).toBe('is gone');
  });

  test('tell why it is not known whether a row was sent, as long as that is so', () => {
    const doubt: Entry = { t: 'doubt', rows: [1], aside: 0 };
    expect(after(doubt).doubt(1)).toBe('its notes in the journal were damaged');
    expect(after(doubt, { t: 'done', rows: [1] }).doubt(1)).toBeUndefined();
    expect(after({ t: 'skipped', row: 1, reason: 'is gone' }).doubt(1)).toBeUndefined();
    expect(after(intent).doubt(1)).toBeUndefined();
  });

  test('tell of the end, and of the mark', () => {
    expect(after({ t: 'end', at: '2026-12-01T00:00:00Z' }).isEnded).toBe(true);
    expect(after({ t: 'mark', kept: true }).isMarkKept).toBe(true);
    expect(after({ t: 'mark', kept: false }).isMarkKept).toBe(false);
  });

  test.each<[Entry, boolean]>([
    [intent, false],
    [{ t: 'done', rows: [1] }, false],
    [{ t: 'failed', row: 1, error: 'x' }, false],
    [{ t: 'unknown', row: 1, error: 'x' }, false],
    [{ t: 'skipped', row: 1, reason: 'x' }, true],
    [{ t: 'released', rows: [1] }, true],
  ])('%j leaves Halo untouched: %s', (entry, untouched) => {
    expect(after(entry).isUntouched).toBe(untouched);
  });

  test('count the rows of each state, the last one too', () => {
    const states = after(intent, { t: 'unknown', row: 4, error: 'x' });
    const counts = (['waiting', 'sent', 'unknown', 'done'] as const).map((state) => states.count(state));
    expect(counts).toEqual([1, 2, 1, 0]);
  });
});

test('a row that the plan does not have is waiting', () => {
  expect(after().state(9)).toBe('waiting');
});
