import fc from 'fast-check';
import { createPlan, openSource } from 'halopsa-bulk';
import { propertyRuns } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementLines, jsonFault } from '../src/reading/json-lines.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

const linesOf = async (name: string, text: string): Promise<number[]> => {
  const source = await openSource(workshop.file(name, text));
  return (await collect(source.rows())).flat().map(({ line }) => line);
};

describe('the rows of a JSON file', () => {
  test('are told by the lines on which they begin', async () => {
    expect(await linesOf('a.json', '[\n  {"id": 1,\n   "name": "[a, {"},\n\n  {"id": 2}, {"id": 3}\n]\n')).toEqual([2, 5, 5]);
    expect(await linesOf('b.json', '{"record_count": 2,\n "clients": [{"id": 1, "tags": [1, 2]},\n {"id": 2}]}')).toEqual([2, 3]);
    expect(await linesOf('c.json', '\n{"id": 1}')).toEqual([1]);
    expect(await linesOf('d.ndjson', '{"id": 1}\n\n{"id": 2}\n')).toEqual([1, 3]);
  });

  test.each([
    ['e.json', '[\n {"id": 1},\n {"id": 2,}\n]', 'line 3: this is not JSON: unexpected "}"'],
    ['f.json', '[\n {"id": 1}\n {"id": 2}\n]', 'line 3: this is not JSON: unexpected "{"'],
    ['g.json', "[\n {'id': 1}\n]", 'line 2: this is not JSON: unexpected "\'"'],
    ['h.json', '[\n {"id": 1},\n {"name": "a\nb"}\n]', 'line 3: this is not JSON: unexpected "\\""'],
    ['i.json', '[\n {"id": 1},\n', 'line 2: this is not JSON: it ends before it is whole'],
    ['j.json', '[\n {"id": True}\n]', 'line 2: this is not JSON: unexpected "True"'],
    ['k.json', '[\n {"id": 1},\n 7\n]', 'line 3: this is not a list of records'],
    ['l.ndjson', '{"id": 1}\n{"id": 2\n', 'line 2: this is not JSON: it ends before it is whole'],
  ])('%s that is no JSON is told by line', async (name, text, message) => {
    const read = async (): Promise<unknown> => collect((await openSource(workshop.file(name, text))).rows());
    await expect(read()).rejects.toThrow(message);
  });
});

test.each([
  ['n.json', '[{"accountsid": 12345678901234567890}]', 'line 1, character 17: a number has more digits than can be kept exactly'],
  ['o.ndjson', '{"id": 1, "n": 1}\n{"id": 2, "n": 9007199254740993}\n', 'line 2, character 16: a number has more digits'],
  ['p.json', '[{"summary":"dup",\n"summary":"dup2"}]', 'line 2, character 1: the name "summary" stands twice in one object'],
  ['q.json', '[{"summary":"half \\ud800"}]', 'line 1, character 13: a text holds half a character'],
  ['r.ndjson', `{"id":${'['.repeat(100_000)}`, 'line 1, character 206: lists and objects are nested more than 200 deep'],
  ['s.ndjson', Buffer.from('{"name":"Z\xfcrich"}\n', 'latin1'), 'the encoding of the text is not certain'],
  ['t.json', Buffer.from('[{"name":"Caf\x82"}]\n', 'latin1'), 'the encoding of the text is not certain'],
  ['u.json', `[{${Array.from({ length: 20_000 }, (_, at) => `"f${at}":1`).join(',')}}]`, 'line 1: more than 16384 fields'],
])('%s that would change by being read is refused', async (name, text, message) => {
  const read = async (): Promise<unknown> => collect((await openSource(workshop.file(name, text))).rows());
  await expect(read()).rejects.toThrow(message);
});

test.each(['v.json', 'w.ndjson'])('%s is UTF-8 where it can be, however few bytes say so', async (name) => {
  for (const notes of ['в', '\u00c2\u00e2', '한', 'я б', 'é']) {
    const source = await openSource(workshop.file(name, JSON.stringify({ id: 1, notes })));
    expect((await collect(source.rows())).flat().map(({ cells }) => cells)).toEqual([[1, notes]]);
  }
});

test('fields may be called like what every object inherits', async () => {
  const source = await openSource(workshop.file('v.json', '[{"id":1,"constructor":2,"__proto__":3},{"id":2}]'));
  expect(source.columns).toEqual(['id', 'constructor', '__proto__']);
  expect((await collect(source.rows())).flat().map(({ cells }) => cells)).toEqual([
    [1, 2, 3],
    [2, undefined, undefined],
  ]);
});

test('a fault is found where there is one, and nowhere else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', 'x'), (value, at, sign) => {
      const whole = JSON.stringify(value, undefined, 1);
      const text = whole.slice(0, at % (whole.length + 1)) + sign + whole.slice((at % (whole.length + 1)) + (sign === '' ? 1 : 0));
      const isJson = (() => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      })();
      expect(jsonFault(text) === undefined).toBe(isJson);
    }),
    propertyRuns(500, 20_000),
  );
});

test('the lines of elements are those on which they are printed', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.jsonValue(), text: fc.string() })), (rows) => {
      const printed = rows.map((row) => JSON.stringify(row, undefined, 1));
      let line = 2;
      const expected = printed.map((text) => {
        const own = line;
        line += text.split('\n').length;
        return own;
      });
      expect(elementLines(`[\n${printed.join(',\n')}\n]`)).toEqual(expected);
    }),
    propertyRuns(200, 5000),
  );
});

describe('an object around a list', () => {
  const rowsOf = async (name: string, value: unknown): Promise<unknown> => {
    const source = await openSource(workshop.file(name, typeof value === 'string' ? value : JSON.stringify(value)));
    const rows = (await collect(source.rows())).flat();
    return { columns: source.columns, rows: rows.map(({ line, cells }) => [line, ...cells]) };
  };

  test('is an answer of Halo or of nothing but the list, and the lines are those of that list', async () => {
    const answer = '{"columns": [{"x": [1,\n2]}],\n"record_count": 1,\n"note": "\\"clients\\": [",\n"deep": {"clients": [1]}}';
    expect(await rowsOf('aa.json', answer)).toEqual({ columns: ['x'], rows: [[1, [1, 2]]] });
    const wrapped = '{"ids": [1,\n2,\n3], "record_count": 2, "cli\\u0065nts": [\n{"id": 4},\n\n{"id": 5}]}';
    expect(await rowsOf('ab.json', wrapped)).toEqual({
      columns: ['id'],
      rows: [
        [4, 4],
        [6, 5],
      ],
    });
    expect(await rowsOf('ac.json', { errors: [], record_count: 1, clients: [{ id: 7 }] })).toEqual({ columns: ['id'], rows: [[1, 7]] });
  });

  test('is one record where it has an id, or holds no list of objects', async () => {
    const client = { id: 3, name: 'Acme', sites: [{ id: 4, name: 'Head Office' }] };
    expect(await rowsOf('ad.json', client)).toEqual({ columns: ['id', 'name', 'sites'], rows: [[1, 3, 'Acme', client.sites]] });
    expect(await rowsOf('ae.json', { name: 'New', tags: [], ids: [1, 2] })).toMatchObject({ rows: [[1, 'New', [], [1, 2]]] });
  });

  test.each([
    { name: 'New', customfields: [{ name: 'CFa', value: 1 }] },
    { record_count: 2, sites: [{ id: 1 }], clients: [{ id: 2 }] },
    { status: 'ok', results: [{ id: 1 }] },
  ])('is refused where it may be either', async (value) => {
    await expect(rowsOf('af.json', value)).rejects.toThrow(/it is not certain whether the rows are "\w+" or this is one record/);
  });
});

test('a list or an object is no text', async () => {
  const long = `{"a":"${'x'.repeat(200)}"}`;
  const rows = ['{"b":1}', '[1,2]', long].map((value) => `{"name":"New","colour":${value}}`);
  const source = await openSource(workshop.file('x.json', `[${rows.join(',\n')}]`));
  const request = { resource: 'clients', mode: 'create', source, out: workshop.path('x.plan'), tenant: workshop.tenant } as const;
  const { sample } = await createPlan(request);
  expect(sample.map(({ line, column, message }) => [line, column, message])).toEqual([
    [1, 'colour', '{"b":1} is an object, and the field holds a text'],
    [2, 'colour', '[1,2] is a list, and the field holds a text'],
    [3, 'colour', `${long.slice(0, 57)}... is an object, and the field holds a text`],
  ]);
});
