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

  it('refuses to order a text and a number', async () => {
    await expect(search(rows, "[?hours < '5']")).rejects.toThrow('number and string have no order');
  });

  it('tells which fields a filter goes by', async () => {
    expect(await filteredFields("[?statusid == `5` && site.name > 'a'].id")).toEqual(['statusid', 'site']);
    expect(await filteredFields('[0].id')).toEqual([]);
  });
});
