import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allResources, findOperation } from 'halopsa-catalogue';
import { nameKeysOf, nameParametersOf } from 'halopsa-catalogue/names';
import { describe, expect, it } from 'vitest';

const types = readFileSync(join(import.meta.dirname, '..', 'src', 'generated', 'operation-types.ts'), 'utf8');

/** The members of a type or an interface of the generated file. */
function membersOf(name: string): string[] {
  const [, body = ''] = new RegExp(`export (?:type|interface) ${name}(?: =)? \\{\\n([^}]*)\\}`).exec(types) ?? [];
  return [...body.matchAll(/^ {2}'?(\w+)'?\?:/gm)].map(([, member]) => member ?? '');
}

const pascal = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

describe('words for names', () => {
  it('are typed for every resource as they act', () => {
    for (const { attribute } of allResources()) {
      const keys = [...nameKeysOf(attribute).keys()];
      expect([attribute, membersOf(`${pascal(attribute)}Names`)]).toEqual([attribute, keys]);
    }
  });

  it('are typed for every query as they act', () => {
    for (const { attribute, operations } of allResources())
      for (const { verb, query } of Object.values(operations)) {
        const words = [...nameParametersOf(operations[verb] as never).keys()].filter((key) => !(key in query));
        const typed = membersOf(`${pascal(attribute)}${pascal(verb)}Query`).filter((key) => !(key in query));
        expect([attribute, verb, typed]).toEqual([attribute, verb, words]);
      }
  });

  it('stand beside wire names and never replace one that holds a value', () => {
    const tickets = nameKeysOf('tickets');
    expect(tickets.get('client')).toMatchObject({ field: 'client_id', takesSeveral: false, reference: { resource: 'clients' } });
    expect(tickets.get('priority')?.field).toBe('priority_id');
    expect(tickets.get('impact')?.field).toBe('impact');
    // A ticket holds the name of its team, and of the type of its budget.
    expect([tickets.has('team'), tickets.has('budgettype')]).toEqual([false, false]);
    const list = findOperation('tickets.list');
    expect(list && nameParametersOf(list).get('status')).toMatchObject({ field: 'status', takesSeveral: true });
    expect(list && nameParametersOf(list).get('client')).toMatchObject({ field: 'client_id', takesSeveral: false });
  });
});
