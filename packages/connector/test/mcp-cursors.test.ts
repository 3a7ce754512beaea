import fc from 'fast-check';
import { allOperations } from 'halopsa-catalogue';
import type { JsonObject } from 'halopsa-connector';
import { propertyRuns } from 'halopsa-testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { splitAnswer } from '../src/mcp/split-answer.js';
import { openDesk } from './support/desk.js';
import { type Talk, talk } from './support/mcp-client.js';

/** Every part of an answer: what the call gives, and what its cursors lead to. */
async function parts(
  { call }: Talk,
  name: string,
  input: Record<string, unknown>,
  change: (part: number) => void = () => undefined,
): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let given = input;
  for (;;) {
    const { structured, isError, text } = await call(name, given);
    expect(isError, text).toBe(false);
    found.push(structured);
    change(found.length);
    const { next_cursor } = structured;
    if (next_cursor === undefined) return found;
    expect(found.length).toBeLessThan(2000);
    given = { ...input, cursor: next_cursor };
  }
}
const rowsIn = (answers: readonly JsonObject[], path: string): JsonObject[] =>
  answers.flatMap(
    (answer) => (path.split('.').reduce<unknown>((value, name) => (value as JsonObject)?.[name], answer) as JsonObject[]) ?? [],
  );

let desk: ReturnType<typeof openDesk>;
beforeAll(() => {
  desk = openDesk();
});

const countOf = (resource: string): number => desk.sandbox.control.records(resource).length;

describe('following the cursors gives the rows there are', () => {
  test.each([
    ['find_tickets', 'tickets', 'tickets'],
    ['find_clients', 'clients', 'clients'],
    ['find_users', 'users', 'users'],
    ['find_assets', 'assets', 'assets'],
    ['find_articles', 'articles', 'kbArticles'],
    ['find_invoices', 'invoices', 'invoices'],
    ['find_contracts', 'contracts', 'contracts'],
  ])('%s', async (tool, path, resource) => {
    for (const [budget, page_size] of [
      [24_000, 100],
      [3000, 7],
    ] as const) {
      const talking = await talk({ desk, budget, policy: { toolsets: ['all'] } });
      const answers = await parts(talking, tool, { page_size });
      const ids = rowsIn(answers, path).map(({ id }) => id);
      expect(new Set(ids).size, `${tool} ${budget}`).toBe(ids.length);
      expect(ids.length, `${tool} ${budget}`).toBe(Number(answers[0]!.record_count));
      expect(ids.length).toBeGreaterThanOrEqual(Math.min(1, countOf(resource)));
    }
  });

  test('run_sql_query, which says how many of how many', async () => {
    const talking = await talk({ desk, budget: 6000, policy: { toolsets: ['all'] } });
    const sql = 'SELECT TOP 500 Faultid, Symptom, dateoccured FROM FAULTS ORDER BY Faultid';
    const answers = await parts(talking, 'run_sql_query', { sql });
    const rows = rowsIn(answers, 'rows');
    const count = Number(answers[0]!.count);
    expect([rows.length, new Set(rows.map(({ Faultid }) => Faultid)).size]).toEqual([count, count]);
    expect(answers.length).toBeGreaterThan(1);
    expect(answers[0]!.notices).toEqual([expect.stringMatching(new RegExp(`^rows: 1 to \\d+ of ${count} are here; .*cursor`))]);
    for (const answer of answers) expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6600);
    // Dates are whole, in every part.
    expect(rows.every(({ dateoccured }) => /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(String(dateoccured)))).toBe(true);
  });

  test.each([
    ['tickets', { pageinate: true, page_size: 100, page_no: 1 }],
    ['tickets', { page_size: 100 }],
    ['assets', { page_size: 100, page_no: 1 }],
  ])('call_operation: the page of %s that was asked for by %j, and the pages behind it', async (resource, parameters) => {
    const talking = await talk({ desk });
    const input = { id: `${resource}.list`, parameters };
    const rows = rowsIn(await parts(talking, 'call_operation', input), `json_body.${resource}`);
    const ids = rows.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([countOf(resource), countOf(resource)]);
  });

  test('call_operation: one record that is larger than an answer, member by member', async () => {
    const talking = await talk({ desk, budget: 2000 });
    const [ticket] = desk.sandbox.control.records('tickets');
    const input = { id: 'tickets.get', path_parameters: { id: ticket!.id }, parameters: { includedetails: true } };
    const answers = await parts(talking, 'call_operation', input);
    const joined = Object.assign({}, ...answers.map(({ json_body }) => json_body)) as JsonObject;
    const whole = await desk.client.tickets.get(Number(ticket!.id), { includedetails: true });
    expect(Object.keys(joined).sort()).toEqual(Object.keys(JSON.parse(JSON.stringify(whole)) as object).sort());
  });

  test('search_operations and describe_operation', async () => {
    const talking = await talk({ desk });
    const found = await parts(talking, 'search_operations', { query: 'ticket' });
    expect(rowsIn(found, 'operations')).toHaveLength(Number(found[0]!.total));
    const described = await parts(talking, 'describe_operation', { id: 'tickets.upsert' });
    const names = described.flatMap(({ input }) => {
      const { json_body } = (input as { properties: Record<string, { anyOf?: { items?: { properties: object } }[] }> }).properties;
      return Object.keys(json_body!.anyOf!.find(({ items }) => items)!.items!.properties);
    });
    expect([names.length, new Set(names).size]).toEqual([described[0]!.fields, described[0]!.fields]);
    expect(names).toContain('summary');
  });

  test('a rest is of the moment of its answer, and can be asked for again', async () => {
    const talking = await talk({ desk, budget: 3000 });
    const input = { page_size: 50 };
    const first = await talking.call('find_tickets', input);
    const follow = { ...input, cursor: first.structured.next_cursor };
    const second = await talking.call('find_tickets', follow);
    desk.sandbox.control.put('tickets', { summary: 'in between' });
    expect((await talking.call('find_tickets', follow)).structured.tickets).toEqual(second.structured.tickets);
    const stranger = await talk({ desk });
    const refused = await stranger.call('find_tickets', follow);
    expect([refused.isError, refused.text.includes('not known')]).toEqual([true, true]);
    expect((await talking.call('find_clients', { cursor: first.structured.next_cursor })).isError).toBe(true);
  });
});

describe('a description', () => {
  const described = async (id: string): Promise<JsonObject> => {
    const { structured, isError } = await (await talk({ desk })).call('describe_operation', { id });
    expect(isError, id).toBe(false);
    return structured;
  };

  test('of any operation takes at most 6 KB, and says what is left', async () => {
    const { call } = await talk({ desk });
    const tooLong: string[] = [];
    for (const { id } of allOperations()) {
      const { structured, isError } = await call('describe_operation', { id });
      expect([id, isError]).toEqual([id, false]);
      if (Buffer.byteLength(JSON.stringify(structured)) > 6 * 1024) tooLong.push(id);
    }
    expect(tooLong).toEqual([]);
  });

  test.each([
    ['tickets.upsert', 'json_body', ['summary', 'details', 'client_id', 'agent_id', 'status_id']],
    ['tickets.list', 'parameters', ['search', 'client_id', 'agent_id', 'open_only']],
    ['clients.upsert', 'json_body', ['name']],
  ])('of %s begins with what people use, and its words', async (id, section, names) => {
    const text = JSON.stringify(((await described(id)).input as { properties: JsonObject }).properties[section]);
    for (const name of names) expect(text, name).toContain(`"${name}":{`);
    for (const name of names) expect(text, name).toMatch(new RegExp(`"${name}":\\{[^}]*"description":"[A-Z]`));
  });
});

describe('a split answer', () => {
  const leaf = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ maxLength: 30 }),
    fc.string({ minLength: 200, maxLength: 3000 }),
  );
  const row = fc.record({ id: fc.nat(), text: leaf, more: fc.array(fc.record({ n: fc.nat(), text: leaf }), { maxLength: 8 }) });

  test('has every row once, keeps to its budget, and ends', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1500, max: 6000 }), (rows, budget) => {
        const numbered = rows.map((one, at) => ({ ...one, id: at }));
        const ids: number[] = [];
        let rest: JsonObject | undefined = { record_count: rows.length, rows: numbered };
        for (let part = 0; rest; part += 1) {
          expect(part).toBeLessThan(2000);
          const { head, rest: left }: ReturnType<typeof splitAnswer> = splitAnswer(rest, budget, new Set());
          expect(Buffer.byteLength(JSON.stringify(head))).toBeLessThanOrEqual(budget + 200);
          expect(head.record_count).toBe(rows.length);
          ids.push(...((head.rows ?? []) as { id: number }[]).map(({ id }) => id));
          rest = left;
        }
        // A row that is cut goes on in the next part.
        const whole = ids.filter((id, at) => id !== ids[at - 1]);
        expect(whole).toEqual(numbered.map(({ id }) => id));
      }),
      propertyRuns(100, 5000),
    );
  });

  test('looks at no more than it can hold', () => {
    let looked = 0;
    const rows = Array.from({ length: 50_000 }, (_, id) => ({
      id,
      get text() {
        looked += 1;
        return 'x';
      },
    }));
    splitAnswer({ rows }, 24_000, new Set());
    expect(looked).toBeLessThan(10_000);
  });

  test('leaves dates, ids and numbers whole, and cuts a text only where that makes it shorter', () => {
    const short = { date: '2026-11-29T21:56:17.1234567+01:00', id: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', number: '9'.repeat(400) };
    const notices = new Set<never>();
    let rest: JsonObject | undefined = {
      rows: Array.from({ length: 60 }, () => ({ ...short, text: 'word '.repeat(600), near: 'y'.repeat(1040) })),
    };
    while (rest) {
      const { head, rest: left }: ReturnType<typeof splitAnswer> = splitAnswer(rest, 8000, notices);
      for (const one of head.rows as (typeof short & { text: string; near: string })[]) {
        expect(one).toMatchObject(short);
        expect([one.text.length < 3000, one.near.length]).toEqual([true, 1040]);
      }
      rest = left;
    }
    expect([...notices]).toEqual(['long text was cut']);
  });
});
