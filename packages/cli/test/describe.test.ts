import { findResource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { wordsOfField, wordsOfParameter } from 'halopsa-catalogue/words';
import { describe, expect, it } from 'vitest';
import { everyday } from '../../catalogue/compiler/words-inventory.js';
import { halo } from './support/test-host.js';

interface Fact {
  readonly name: string;
  readonly kind: 'field' | 'filter';
  readonly about: string;
  readonly notes: string;
}

const factsOf = async (...words: string[]): Promise<Fact[]> => JSON.parse((await halo(['describe', ...words, '--json'])).stdout) as Fact[];

describe('halo describe', () => {
  it.each(everyday)('says what every field and filter of %s is that has words', async (attribute) => {
    const resource = findResource(attribute)!;
    const facts = await factsOf(resource.topic);
    const aboutOf = (kind: Fact['kind']): Record<string, string> =>
      Object.fromEntries(facts.filter((one) => one.kind === kind).map(({ name, about }) => [name, about]));
    const fields = [...findSchema(resource.schema!)!.fields.keys()];
    expect(aboutOf('field')).toEqual(Object.fromEntries(fields.map((name) => [name, wordsOfField(attribute, name) ?? ''])));
    const filters = Object.keys(resource.operations['list']?.query ?? {});
    expect(aboutOf('filter')).toEqual(Object.fromEntries(filters.map((name) => [name, wordsOfParameter(attribute, name) ?? ''])));
  });

  it('says who sets a field, what to write instead, its unit, its length, its legal values and what it refers to', async () => {
    const notes = async (...words: string[]): Promise<string | undefined> => (await factsOf(...words))[0]?.notes;
    expect(await notes('tickets', 'client_name')).toContain('set by Halo, write client_id instead');
    expect(await notes('tickets', 'estimate')).toContain('unit: hours');
    expect(await notes('tickets', 'status_id')).toContain('id of one of statuses');
    expect(await notes('agent-event-subscriptions', '_subscriptionaction')).toContain('one of 0, 1, 2, 3');
  });

  it('counts what has no words in one line, and lists it with --rare', async () => {
    const usual = await halo(['describe', 'tickets']);
    expect(usual.stdout).not.toMatch(/^_warning /m);
    const [, left] = /^and (\d+) rarely used: halo describe tickets --rare\n$/.exec(usual.stderr) ?? [];
    const rare = await halo(['describe', 'tickets', '--rare']);
    expect(rare.stdout).toMatch(/^_warning /m);
    expect(rare.stderr).toBe('');
    const lines = (text: string): number => text.trim().split('\n').length;
    expect(lines(rare.stdout) - lines(usual.stdout)).toBe(Number(left));
  });
});
