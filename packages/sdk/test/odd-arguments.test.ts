import { connect, defineResource, HaloClient, HaloUsageError } from 'halopsa';
import { findResource, resourceNames } from 'halopsa-catalogue/lookup';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { verbParameters } from '../src/codec/demand-call.js';
import { type MethodTable, ofAnyRecord, ofAnyResource, ofClient, ofCustomTable, ofRecords, ofResources } from '../src/methods/table.js';

let sent: string[] = [];
const halo = new HaloClient({
  tenantUrl: 'https://x.example',
  clientId: 'x',
  clientSecret: 'x',
  maxRetries: 0,
  budget: { requests: 1_000_000, windowMs: 1_000 },
  fetch: (async (input: string | URL | Request) => {
    sent.push(String(input));
    return Response.json(String(input).includes('/token') ? { access_token: 'x', expires_in: 3600 } : { id: 1 });
  }) as typeof fetch,
});
beforeEach(() => {
  sent = [];
});
afterAll(() => halo.close());

const loop: Record<string, unknown> = { name: 'x' };
loop['self'] = loop;
const nested = (levels: number, around: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = around(value);
  return value;
};
const deep = { name: nested(20_000, (inner) => ({ a: inner })) };
const deepList = { name: nested(20_000, (inner) => [inner]) };
const wide: Record<string, unknown> = {};
wide['name'] = Array.from({ length: 50 }, () => wide);

const others = ['x', 1, true, 10n, Symbol('x'), () => 1];
const noRecord = [undefined, null, ...others, [], [null], new Map([['a', 1]]), Promise.resolve({ id: 1 }), new Date(), /x/, new Error('x')];
const unsendable = [
  loop,
  deep,
  deepList,
  wide,
  { name: Number.NaN },
  { name: new Date(Number.NaN) },
  { name: [undefined] },
  { name: new Map() },
  { name: new Uint8Array(2) },
  { name: Buffer.from('x') },
  { name: Promise.resolve(1) },
  {
    name: {
      toJSON: () => {
        throw new TypeError('no');
      },
    },
  },
];
const noOptions = [
  null,
  ...others,
  [],
  new Map(),
  ...[{ signal: 'x' }, { signal: {} }, { headers: 'x' }, { headers: [] }, { headers: { a: {} } }, { timeoutMs: Number.NaN }],
  ...[{ timeoutMs: -1 }, { timeoutMs: '5' }, { lane: 'fast' }, { extraQuery: 5 }, { extraQuery: [] }],
];

/** What is wrong for each kind of argument. */
const wrong: Readonly<Record<string, readonly unknown[]>> = {
  record: noRecord,
  records: [
    undefined,
    null,
    ...others,
    {},
    [null],
    [undefined],
    [[]],
    ['x'],
    [{ name: 'x' }, null],
    new Array(3),
    new Map(),
    new Set([{}]),
  ],
  some: [undefined, null, ...others, [null], [[]], new Map()],
  query: [null, ...others, [], new Map(), new Date()],
  options: noOptions,
  text: [undefined, null, 1, true, 10n, Symbol('x'), {}, [], () => 1],
  id: [undefined, null, {}, [], true, 10n, Symbol('x'), () => 1, loop, deep],
  owner: [undefined, null, [], true, Symbol('x')],
  truth: [undefined, null, 1, 'yes', {}],
  file: [undefined, null, 1, true, Symbol('x')],
};
const right: Readonly<Record<string, unknown>> = {
  record: { id: 1 },
  records: [{ id: 1 }],
  some: { name: 'x' },
  query: {},
  options: {},
  text: 'x',
  owner: 1,
  truth: true,
  file: 'x',
};

type Callable = Record<string, (...given: unknown[]) => unknown>;

/** Calls a method with each wrong value in each place, and gives what was not refused as it should be. */
async function believed(what: string, target: () => Callable, name: string, kinds: string, id: unknown = 1): Promise<string[]> {
  const bad: string[] = [];
  const list = kinds.split(' ');
  const fill = list.map((kind) => ({ ...right, id })[kind.replace('?', '')]);
  for (const [place, kind] of list.entries()) {
    const values = wrong[kind.replace('?', '')]!;
    for (const [at, value] of values.entries()) {
      if (value === undefined && kind.endsWith('?')) continue;
      const given = fill.with(place, value).slice(0, Math.max(place + 1, list.filter((one) => !one.endsWith('?')).length));
      const error = await outcome(() => target()[name]!(...given));
      if (!(error instanceof HaloUsageError)) bad.push(`${what}.${name} ${kind} value ${at}: ${String(error)}`);
    }
  }
  return bad;
}

/** How a call ends; a list is read, and a method may fail before it gives a promise. */
const outcome = async (call: () => unknown): Promise<unknown> => {
  try {
    const result = (await call()) as { toArray?: () => Promise<unknown> } | undefined;
    return (await result?.toArray?.()) ?? 'nothing was wrong';
  } catch (error) {
    return error;
  }
};

const idOf = (attribute: string): unknown => ({ int: 1, string: 'x', uuid: crypto.randomUUID() })[findResource(attribute)!.idKind];

describe.each(Object.entries(verbParameters))('%s', (verb, kinds) => {
  it('refuses what is no argument of it, with every resource, before anything is sent', async () => {
    const bad: string[] = [];
    for (const attribute of resourceNames)
      bad.push(...(await believed(attribute, () => halo.resource(attribute) as unknown as Callable, verb, kinds, idOf(attribute))));
    expect(bad).toEqual([]);
    expect(sent).toEqual([]);
  });
});

describe('a body that JSON cannot carry', () => {
  const writes: Readonly<Record<string, (attribute: string, record: object) => unknown>> = {
    create: (attribute, record) => halo.resource(attribute).create(record as never),
    update: (attribute, record) => halo.resource(attribute).update({ ...record, id: idOf(attribute) }),
    upsert: (attribute, record) => halo.resource(attribute).upsert(record as never),
    check: (attribute, record) => halo.resource(attribute).check(record as never),
    batchCreate: (attribute, record) => halo.resource(attribute).batchCreate([{}, record as never]),
    batchUpdate: (attribute, record) => halo.resource(attribute).batchUpdate([{ ...record, id: idOf(attribute) }]),
    'ensure its key': (attribute, record) => halo.resource(attribute).ensure({ matchBy: record as never }),
    'ensure its changes': (attribute, record) => halo.resource(attribute).ensure({ matchBy: { name: 'x' }, update: record as never }),
    'extra fields': (attribute, record) => halo.resource(attribute).create({}, { extraFields: { x: record } }),
    call: (attribute, record) => halo.call(`${attribute}.upsert` as never, { body: [record] } as never),
    post: (attribute, record) => halo.post(findResource(attribute)!.path, { body: [record] }),
    'a path nobody knows': (_, record) => halo.post('/Nobody/Knows', { body: record }),
    'a resource of your own': (_, record) => halo.resource(defineResource<object>({ name: 'gadgets', path: '/Gadget' })).create(record),
  };
  it.each(Object.keys(writes))('is refused by %s, of every resource', async (name) => {
    const bad: string[] = [];
    for (const attribute of resourceNames.filter((one) => findResource(one)!.operations['upsert'])) {
      for (const [at, record] of unsendable.entries()) {
        const error = await outcome(() => writes[name]!(attribute, record));
        if (!(error instanceof HaloUsageError)) bad.push(`${attribute} ${at}: ${String(error)}`);
      }
    }
    expect(bad).toEqual([]);
    expect(sent.filter((url) => !url.includes('/token'))).toEqual([]);
  });

  it.each([
    [{ summary: 'x', customfields: [{ id: 1, value: Number.NaN }] }, 'customfields[0].value is NaN, which JSON cannot carry'],
    [{ summary: () => 1 }, 'summary is a function, which JSON cannot carry'],
    [loop, 'contains itself'],
    [deep, 'is nested more than 200 deep'],
    [{ summary: Promise.resolve('x') }, 'summary is a Promise, which JSON cannot carry'],
    [{ dateoccurred: new Date('x') }, 'dateoccurred is an invalid date'],
  ])('is named with the place: %#', async (record, text) => {
    await expect(halo.resource('tickets').create(record)).rejects.toThrow(text);
    await expect(halo.resource('tickets').batchCreate([{ summary: 'x' }, record])).rejects.toThrow(/record 2/);
  });

  it('is refused in custom fields, which are read one by one', async () => {
    const update = halo.resource('tickets').update({ id: 1, customfields: [null] });
    await expect(update).rejects.toThrow('tickets.update customfields record 1 takes an object');
  });

  it('but what says itself how it is written is sent', async () => {
    const record = { summary: new String('x'), dateoccurred: new Date(0), estimate: { toJSON: () => 1.5 }, details: undefined };
    await expect(halo.resource('tickets').update({ id: 1, ...record })).resolves.toMatchObject({ id: 1 });
  });
});

describe('every method beside the verbs', () => {
  it('of resources refuses what is no argument of it', async () => {
    const bad: string[] = [];
    for (const attribute of resourceNames) {
      const own = (ofResources as Readonly<Record<string, MethodTable>>)[attribute];
      for (const [name, kinds] of Object.entries({ ...ofAnyResource, ...own }))
        bad.push(...(await believed(attribute, () => halo.resource(attribute) as unknown as Callable, name, kinds)));
    }
    expect(bad).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('of records refuses what is no argument of it', async () => {
    const bad: string[] = [];
    for (const [attribute, own] of [['statuses', {}], ...Object.entries(ofRecords)] as const) {
      const record = (await halo.resource(attribute).get(1)) as unknown as Callable;
      sent = [];
      for (const [name, kinds] of Object.entries<string>({ ...ofAnyRecord, ...own }))
        bad.push(...(await believed(attribute, () => record, name, kinds)));
      expect(sent, attribute).toEqual([]);
    }
    expect(bad).toEqual([]);
  });

  it('of the client and its tables refuses what is no argument of it', async () => {
    const bad: string[] = [];
    for (const [name, kinds] of Object.entries(ofClient))
      bad.push(...(await believed('halo', () => halo as unknown as Callable, name, kinds)));
    for (const [name, kinds] of Object.entries(ofCustomTable))
      bad.push(...(await believed('table', () => halo.customTable('x') as unknown as Callable, name, kinds)));
    expect(bad).toEqual([]);
    expect(sent).toEqual([]);
  });

  it.each([undefined, null, 1, [], Symbol('x'), () => 1, loop])('what stands in no table: %#', async (value) => {
    const odd = value as never;
    const calls: Readonly<Record<string, () => unknown>> = {
      resource: () => halo.resource(odd),
      customTable: () => halo.customTable(odd).list(),
      call: () => halo.call(odd),
      'call input': () =>
        halo.call(
          'tickets.list',
          value === undefined ? (null as never) : typeof value === 'object' && value === loop ? ('x' as never) : odd,
        ),
      request: () => halo.request(odd, '/Tickets'),
      'request path': () => halo.request('GET', odd),
      explainAccess: () => halo.explainAccess(odd),
      defineResource: () => defineResource(odd),
      HaloClient: () => new HaloClient(odd),
      connect: () => connect(odd, 'x', 'y'),
      'a filter': () =>
        halo.tickets.list({
          search: value === undefined || value === null || Array.isArray(value) ? ({} as never) : value === 1 ? (Number.NaN as never) : odd,
        }),
      'a parameter nobody knows': () =>
        halo.tickets.list(
          {},
          { extraQuery: { zz: value === undefined || value === null || Array.isArray(value) || value === 1 ? ([{}] as never) : odd } },
        ),
    };
    for (const [name, call] of Object.entries(calls)) expect(await outcome(call), name).toBeInstanceOf(HaloUsageError);
    expect(sent.filter((url) => !url.includes('/token'))).toEqual([]);
  });
});
