import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allResources } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { behaviours } from '../src/behaviours/index.js';
import type { Behaviour, ResourceRules } from '../src/resources/contract.js';
import { behavioursOf, createModels } from '../src/resources/model.js';
import { actingBehaviours } from '../src/switches.js';
import { requestToken, signIn } from './signed-in.js';

/** Everything that acts on a resource, whatever the switches say. */
const acting = (resource: string, list: readonly Behaviour[]): readonly Behaviour[] =>
  behavioursOf(
    resource,
    list.map(({ optional: _, whenOff: __, ...behaviour }) => behaviour),
  );

/** Names of rules; operations and filters are kept apart. */
const partsOf = ({ operations = {}, filters = {}, ...others }: ResourceRules): string[] => [
  ...Object.keys(operations).map((verb) => `operation ${verb}`),
  ...Object.keys(filters).map((name) => `filter ${name}`),
  ...Object.keys(others),
];

describe('the behaviours of a resource', () => {
  it('act in an order that their priorities and ids decide, not their place in the list', () => {
    const backwards = behaviours.toReversed();
    for (const { attribute } of allResources()) {
      const ids = acting(attribute, behaviours).map((behaviour) => behaviour.ids[0]);
      expect(acting(attribute, backwards).map((behaviour) => behaviour.ids[0])).toEqual(ids);
    }
  });

  it('share no rule where neither priority nor id decides which acts first', () => {
    const rules = behaviours.flatMap(({ ids, resource = '', priority = 'usual', rules }) =>
      [resource].flat().flatMap((attribute) => partsOf(rules).map((rule) => `${attribute} ${rule} ${priority} ${ids[0]}`)),
    );
    expect(rules.filter((rule, at) => rules.indexOf(rule) < at)).toEqual([]);
  });

  it('are of resources that exist', () => {
    const known = new Set(allResources().map(({ attribute }) => attribute));
    expect(behaviours.flatMap(({ resource = [] }) => [resource].flat()).filter((attribute) => !known.has(attribute))).toEqual([]);
  });
});

describe('a rule that holds for all resources', () => {
  const ofAll = behaviours.filter(({ resource }) => resource === undefined);

  it('is a behaviour with a switch, and shared code asks for none by its id', () => {
    expect(ofAll.length).toBeGreaterThanOrEqual(19);
    const folder = fileURLToPath(new URL('../src/', import.meta.url));
    const shared = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/^(behaviours\/|profile\.ts)/.test(name.replaceAll('\\', '/')),
    );
    const ids = behaviours.flatMap((behaviour) => behaviour.ids);
    // What a recording and an answer differ in is explained by the id.
    const explaining = 'recording/compare-shapes.ts';
    const asking = shared.filter((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return ids.some((id) => text.includes(`'${id}'`));
    });
    expect(asking).toEqual([explaining]);
  });

  it('does not make the answers of a resource count as modelled', () => {
    const models = createModels(actingBehaviours(ofAll));
    expect(models('tickets').rules).toEqual([]);
    expect(models('tickets').rule('stored')).toBe(201);
  });
});

describe('what checks a record', () => {
  it(`comes before what keeps its password, so that a refused write changes none ${verifies('auth.passwords-write-only')}`, async () => {
    const { sandbox, get, post } = await signIn();
    const login = { grant_type: 'password', password: 'sandbox' };
    const agent = { ...login, username: 'agent' };
    for (const { id } of (await get('/Agent')).body as { id: number }[])
      expect((await post('/Agent', [{ id, name: '', password: 'another' }])).status).toBe(400);
    expect((await requestToken(sandbox, agent)).status).toBe(200);
    const { users } = (await get('/Users?search=@')).body as { users: { id: number; emailaddress: string }[] };
    const { id, emailaddress } = users.find((one) => one.emailaddress)!;
    const body = new URLSearchParams({ ...login, username: emailaddress, client_id: 'sandbox-portal' });
    const asUser = async (): Promise<number> => (await sandbox.fetch('http://sandbox.test/auth/token', { method: 'POST', body })).status;
    expect(await asUser()).toBe(200);
    expect((await post('/Users', [{ id, name: '', password: 'another' }])).status).toBe(400);
    expect(await asUser()).toBe(200);
  });
});

describe('the id of a behaviour', () => {
  /** What a sandbox with these settings throws, or the sandbox. */
  const refusal = (settings: Record<string, boolean>): unknown => {
    try {
      return createSandbox({ behaviours: settings });
    } catch (error) {
      return error;
    }
  };

  it('that does not exist is refused with the nearest one', () => {
    expect(refusal({ 'paging.cap-10': false })).toEqual(
      new RangeError('unknown behaviour "paging.cap-10"; did you mean "paging.cap-100"?'),
    );
    expect(refusal({ 'nothing.of-the-kind-at-all': true })).toEqual(new RangeError('unknown behaviour "nothing.of-the-kind-at-all"'));
  });

  it('that switches nothing by itself is refused, with the one that does', () => {
    expect(refusal({ 'tickets.zapier-object': false })).toEqual(
      new RangeError('"tickets.zapier-object" is part of "tickets.object-route", and is switched with it'),
    );
    expect(refusal({ 'auth.hosts': false })).toEqual(new RangeError('the sandbox has no switch for "auth.hosts"'));
  });

  it('of every behaviour that has a switch is taken', () => {
    expect(refusal(Object.fromEntries(behaviours.map(({ ids }) => [ids[0], true])))).not.toBeInstanceOf(Error);
  });

  it('is switched by true or false alone', () => {
    const settings: Record<string, unknown> = { 'paging.cap-100': 'off' };
    expect(() => createSandbox({ behaviours: settings as Record<string, boolean> })).toThrow(
      new RangeError('the behaviour "paging.cap-100" is switched by true or false'),
    );
  });
});
