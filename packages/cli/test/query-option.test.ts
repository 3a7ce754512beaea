import { search as jmespath } from '@jmespath-community/jmespath';
import type { Json } from 'halopsa-catalogue/types';
import { describe, expect, it } from 'vitest';
import { filteredFields, search } from '../src/output/json-query.js';

const rows = [
  { id: 1, fixbydate: '2026-11-20T09:00:00', deadlinedate: '2026-11-25T09:00:00', hours: 2 },
  { id: 2, fixbydate: '2026-12-20T09:00:00', deadlinedate: '2026-12-01T09:00:00', hours: 8 },
  { id: 3, fixbydate: null, deadlinedate: '2026-12-01T09:00:00', hours: 5 },
];

describe('--query', () => {
  it.each([
    ["[?fixbydate < '2026-12-01'].id", [1]],
    ["[?fixbydate <= '2026-11-20T09:00:00'].id", [1]],
    ["[?'2026-12-01' < fixbydate].id", [2]],
    ["[?fixbydate > '2026-12-01' || hours >= `5`].id", [2, 3]],
    ["[?!(fixbydate < '2026-12-01')].id", [2, 3]],
    ['[?fixbydate < deadlinedate].id', [1]],
    ["[?fixbydate < '2026-12-01' && hours < `3`] | [0].id", 1],
    ["length([?deadlinedate >= '2026-12-01'])", 2],
    ['[?hours > `2`].id', [2, 3]],
    ["[?id == `2`].{at: fixbydate, soon: fixbydate < '2027'}", [{ at: '2026-12-20T09:00:00', soon: true }]],
  ])('orders texts and numbers in %s', async (query, found) => {
    expect(await search(rows, query)).toEqual(found);
  });

  it.each([
    ['max_by(@, &deadlinedate).deadlinedate', '2026-12-01T09:00:00'],
    ['min_by(@, &deadlinedate).id', 1],
    ['max_by([?fixbydate], &fixbydate).hours', 8],
    ['max_by(@, &hours).id', 2],
    ['min_by(@, &hours).id', 1],
    ['max_by([?hours > `99`], &deadlinedate)', null],
  ])('finds the last and the first by a text or a number: %s', async (query, found) => {
    expect(await search(rows, query)).toEqual(found);
  });

  it('refuses to order a text and a number', async () => {
    await expect(search(rows, "[?hours < '5']")).rejects.toThrow('number and string have no order');
  });

  it('tells which fields a filter goes by', async () => {
    expect(await filteredFields("[?statusid == `5` && site.name > 'a'].id")).toEqual(['statusid', 'site']);
    expect(await filteredFields('[0].id')).toEqual([]);
  });

  const notesOf = async (value: Json, query: string): Promise<string[]> => {
    const notes: string[] = [];
    await search(value, query, (line) => notes.push(line));
    return notes;
  };

  it.each([
    ["[?fixbydate < '29/11/2026'].id", 'orders the text "2026-11-20T09:00:00" and the text "29/11/2026" as texts'],
    ["[?'tomorrow' > fixbydate]", 'no date as Halo writes it'],
    ["[?hours > `1` && fixbydate >= '2026/11/29']", "Write dates like '2026-11-29'"],
    ["[?fixbydate < '2026-12']", ''],
    ["[?fixbydate < '2027']", ''],
    ['[?fixbydate < deadlinedate]', ''],
    ["[?name < 'M']", ''],
  ])('tells of dates that are compared in another form: %s', async (query, text) => {
    const notes = (
      await notesOf(
        rows.map((row) => ({ ...row, name: 'Acme' })),
        query,
      )
    ).join();
    if (text === '') expect(notes).toBe('');
    else expect(notes).toContain(text);
  });

  it.each([
    ["[?id == '1']", 'compares the number 1 with the text "1", which are never equal'],
    ["[?'1' == id].hours", 'the text "1" with the number 1'],
    ["[?id != '1']", 'never equal'],
    ["[?!(id == '1')]", 'never equal'],
    ['[?fixbydate == `20261120`]', 'the text "2026-11-20T09:00:00" with the number 20261120'],
    ["[?open == 'true']", 'compares the value true with the text "true"'],
    ["[?site == 'Oslo']", 'compares an object with the text "Oslo"'],
    ["[?tags == 'a']", 'compares a list with the text "a"'],
    ["[?hours > `1` && (id == '1' || id == '2')].id", 'never equal'],
    ["length([?id == '1'])", 'never equal'],
    ["[].{mine: id == '1'}", 'never equal'],
    ["[?contains(numbers, '5')]", 'compares the number 5 with the text "5"'],
    ["[?site.id == '5']", 'the number 5 with the text "5"'],
  ])('tells of a comparison that nothing can meet: %s', async (query, text) => {
    const found = rows.map((row) => ({ ...row, open: true, site: { id: 5 }, tags: ['a'], numbers: [5, 6] }));
    expect((await notesOf(found, query)).join()).toContain(text);
  });

  it.each([
    '[?id == `1`]',
    "[?fixbydate == 'x']",
    '[?fixbydate == null]',
    "[?missing == 'x']",
    "[?to_string(id) == '1']",
    "[?mixed == '1']",
    '[?id == hours]',
    "[?contains(fixbydate || '', '2026')]",
    "[?contains(['1', '2'], to_string(id))]",
    '[]',
    "[?fixbydate < '2026-12-01'].id",
  ])('says nothing of one that a value could have met: %s', async (query) => {
    const found = rows.map((row, at) => ({ ...row, mixed: at === 0 ? 1 : '2' }));
    expect(await notesOf(found, query)).toEqual([]);
    expect(await notesOf([], query)).toEqual([]);
  });

  it.each([
    '[?id == `1`].id',
    "[?id != '1'].id",
    '[?site == `{"id":5}`].id',
    'length([?id != `2`])',
    "[?contains(fixbydate || '', '2026-1')].id",
  ])('finds what JMESPath finds: %s', async (query) => {
    const found = rows.map((row) => ({ ...row, site: { id: 5 } }));
    expect(await search(found, query)).toEqual(jmespath(found as never, query));
  });
});
