import { HaloClient, warningsOf } from 'halopsa';
import { createSandbox } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { sameMoment } from '../src/write/same-moment.js';

describe('one moment', () => {
  it(`is one in every form in which Halo writes it ${verifies('type.date-forms')}`, () => {
    const forms = [
      '2026-10-25T19:13:41',
      '2026-10-25T19:13:41.48',
      '2026-10-25T19:13:41.4892555+00:00',
      '2026-10-25T21:13:41.4892555+02:00',
    ];
    for (const one of forms) for (const other of forms) expect([one, other, sameMoment(one, other)]).toEqual([one, other, true]);
    expect(sameMoment('2026-10-25T19:13:41', '2026-10-25T19:13:41+02:00')).toBe(false);
    expect(sameMoment('2026-02-30', '2026-03-02T00:00:00')).toBe(false);
  });

  it(`that a post answers with seven digits and a zone was taken ${verifies('post.answer-dates')}`, async () => {
    const sandbox = createSandbox({ seed: 'small', behaviours: { 'post.answer-dates': true } });
    const halo = new HaloClient({
      tenantUrl: 'https://sandbox.example',
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      fetch: sandbox.fetch,
    });
    const made = await halo.tickets.create({ summary: 'x', dateoccurred: '2026-08-12T15:54:54.219Z' });
    expect([made.dateoccurred, warningsOf(made)]).toEqual(['2026-08-12T15:54:54.2190000Z', []]);
    await halo.close();
  });
});
