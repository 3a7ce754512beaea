import { HaloClient, HaloUsageError } from 'halopsa';
import { describe, expect, it } from 'vitest';

describe('an id that is none', () => {
  const halo = new HaloClient({
    tenantUrl: 'https://nowhere.example',
    clientId: 'a',
    clientSecret: 'b',
    fetch: () => Promise.reject(new Error('sent')),
    maxRetries: 0,
  });
  const ids: unknown[] = [
    0,
    '0',
    -0,
    '-0',
    '00',
    '',
    ' ',
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1.5,
    '1.5',
    '1e3',
    2 ** 53,
    '9007199254740993',
    true,
    {},
    [5],
  ];

  it.each(ids.map((id) => [id]))('%o is refused by every verb, and nothing is sent', async (id) => {
    const tickets = halo.resource('tickets');
    await expect(tickets.update({ id, summary: 'x' })).rejects.toBeInstanceOf(HaloUsageError);
    await expect(tickets.upsert({ id, summary: 'x' })).rejects.toBeInstanceOf(HaloUsageError);
    await expect(tickets.get(id as number)).rejects.toBeInstanceOf(HaloUsageError);
    await expect(tickets.delete(id as number)).rejects.toBeInstanceOf(HaloUsageError);
    await expect(
      tickets.batchUpdate([
        { id: 1, summary: 'a' },
        { id, summary: 'b' },
      ]),
    ).rejects.toThrow(/record 2/);
    await expect(halo.call('tickets.get', { params: { id } as never })).rejects.toBeInstanceOf(HaloUsageError);
  });

  it.each(ids.filter((id) => id !== null).map((id) => [id]))('%o is refused in the body of an operation, and by check', async (id) => {
    const records = [
      { id: 1, summary: 'a' },
      { id, summary: 'b' },
    ] as never;
    await expect(halo.call('tickets.upsert', { body: records })).rejects.toBeInstanceOf(HaloUsageError);
    await expect(halo.call('tickets.upsert', { body: { id, summary: 'x' } as never })).rejects.toBeInstanceOf(HaloUsageError);
    await expect(halo.resource('tickets').check(records)).rejects.toBeInstanceOf(HaloUsageError);
  });

  it.each([0, 5, '', 'ID'])('is no extra field (%o): it decides which record is written', async (value) => {
    const extraFields = value === 'ID' ? { ID: 5 } : { id: value };
    for (const write of [
      () => halo.resource('tickets').create({ summary: 'x' }, { extraFields }),
      () => halo.resource('tickets').update({ id: 1, summary: 'x' }, { extraFields }),
      () => halo.resource('tickets').batchUpdate([{ id: 1, summary: 'x' }], { extraFields }),
    ])
      await expect(write()).rejects.toThrow('id cannot be an extra field');
  });

  it('may be a text in a body where the path takes a number', async () => {
    await expect(halo.resource('virtualAgents').update({ id: 'x', name: 'y' })).rejects.not.toBeInstanceOf(HaloUsageError);
  });

  it('may be below 0', async () => {
    await expect(halo.resource('recurringInvoices').get(-1)).rejects.not.toBeInstanceOf(HaloUsageError);
  });

  it.each([['priorities'], ['webhooks']])('of %s is no empty GUID and no 0', async (attribute) => {
    for (const id of ['0', 0, '', '00000000-0000-0000-0000-000000000000'])
      await expect(halo.resource(attribute).update({ id, name: 'x' })).rejects.toBeInstanceOf(HaloUsageError);
  });
});
