import { HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let strict: Tenant;
beforeAll(async () => {
  strict = await startTenant({ behaviours: { 'post.custom-fields-replaced': true } });
});
afterAll(() => strict[Symbol.asyncDispose]());

const fields = [
  { id: 301, name: 'CFOrderNumber', value: 'A-1' },
  { id: 302, name: 'CFWarranty', value: true },
];

const newTicket = (): ReturnType<Tenant['halo']['tickets']['create']> =>
  strict.halo.tickets.create({ summary: 'With custom fields', customfields: fields as never });

async function stored(id: number): Promise<Record<string, unknown>> {
  return (await strict.halo.tickets.get(id, { includedetails: true })).getCustomFields();
}

describe(`custom fields on a strict server ${verifies('post.custom-fields-replaced', 'post.custom-fields-by-id')}`, () => {
  it('are lost by a plain POST of one of them', async () => {
    const { id } = await newTicket();
    await strict.halo.request('POST', '/Tickets', { body: [{ id, customfields: [{ id: 302, value: false }] }] as never });
    expect(await stored(id)).toEqual({ CFWarranty: false });
  });

  it('are all kept by setCustomFields, by name or id', async () => {
    const ticket = await newTicket();
    await ticket.setCustomFields({ CFWarranty: false });
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'A-1', CFWarranty: false });
    await ticket.setCustomFields({ 301: 'B-2', cfwarranty: true } as never);
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'B-2', CFWarranty: true });
  });

  it('are all kept by update, of the resource, the record and a batch', async () => {
    const ticket = await newTicket();
    const change = (value: string) => ({ customfields: [{ id: 301, value }] as never });
    await strict.halo.tickets.update({ id: ticket.id, ...change('C-3') });
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'C-3', CFWarranty: true });
    await ticket.update(change('D-4'));
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'D-4', CFWarranty: true });
    await strict.halo.tickets.batchUpdate([{ id: ticket.id, ...change('E-5') }]);
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'E-5', CFWarranty: true });
    await strict.halo.tickets.update({ id: ticket.id, ...change('F-6') }, { readBack: true });
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'F-6', CFWarranty: true });
  });

  it('are sent as given where the caller says so', async () => {
    const { id } = await newTicket();
    await strict.halo.tickets.update({ id, customfields: [{ id: 301, value: 'Z-9' }] as never }, { mergeCustomFields: false });
    expect(await stored(id)).toEqual({ CFOrderNumber: 'Z-9' });
  });

  it('are found in the list of fields where the record never had them', async () => {
    const ticket = await strict.halo.tickets.create({ summary: 'Bare' });
    await ticket.setCustomFields({ CFFaultKind: 1 } as never);
    expect(await stored(ticket.id)).toEqual({ CFFaultKind: 1 });
  });

  it('that nobody knows are refused before anything is changed', async () => {
    const ticket = await newTicket();
    const wrong = ticket.setCustomFields({ CFWaranty: false } as never);
    await expect(wrong).rejects.toThrow(HaloUsageError);
    await expect(wrong).rejects.toThrow('did you mean CFWarranty?');
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'A-1', CFWarranty: true });
  });

  it('that are encrypted are not sent back as they are shown, and an undefined one is left alone', async () => {
    const secret = { id: 304, name: 'CFShelf', value: '****', isencrypted: true };
    const ticket = await strict.halo.tickets.create({ summary: 'Secret', customfields: [...fields, secret] as never });
    await ticket.setCustomFields({ CFOrderNumber: 'G-7', CFWarranty: undefined as never });
    expect(await stored(ticket.id)).toEqual({ CFOrderNumber: 'G-7', CFWarranty: true });
  });

  it('are read where the record came without them', async () => {
    const { id } = await newTicket();
    const bare = await strict.halo.tickets.get(id);
    expect('customfields' in bare).toBe(false);
    expect(await bare.getCustomFields()).toEqual({ CFOrderNumber: 'A-1', CFWarranty: true });
  });
});
