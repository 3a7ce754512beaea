import { createRouteMatcher, findOperation, findResource, resourceNamed, toCamel, toKebab } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { describe, expect, test } from 'vitest';

describe('lookup', () => {
  test('gives undefined for what it does not know', () => {
    expect(findResource('nothings')).toBeUndefined();
    expect(findResource('constructor')).toBeUndefined();
    expect(findOperation('tickets')).toBeUndefined();
    expect(findOperation('tickets.nothing')).toBeUndefined();
    expect(findSchema('Nothing')).toBeUndefined();
  });

  test('finds a resource that has to be there, and refuses a name that no resource has', () => {
    expect(resourceNamed('tickets')).toBe(findResource('tickets'));
    expect(() => resourceNamed('nothings')).toThrow(new RangeError('no resource is named nothings'));
  });

  test.each(['constructor', 'toString', '__proto__'])('%s is the name of nothing', (name) => {
    expect(findOperation(`tickets.${name}`)).toBeUndefined();
    const list = findOperation('tickets.list');
    expect(name in (list?.query ?? {})).toBe(false);
    expect(name in (list?.params ?? {})).toBe(false);
  });

  test('decodes a resource once', () => {
    expect(findResource('tickets')).toBe(findResource('tickets'));
    expect(findSchema('Ticket')).toBe(findSchema('Ticket'));
  });

  test('knows what a ticket list takes and answers', () => {
    const tickets = findResource('tickets');
    expect(tickets?.list).toEqual({ kind: 'envelope', key: 'tickets' });
    expect(tickets?.operations.list?.query).toMatchObject({ client_id: 'int', open_only: 'bool', pageinate: 'bool', category_1: 'int[]' });
    expect(tickets?.operations.upsert).toMatchObject({
      method: 'POST',
      path: '/Tickets',
      body: 'array',
      bodyType: 'Ticket',
      safety: 'unsafe',
    });
  });

  test('uses the names that people use for schemas', () => {
    const wire = Object.fromEntries(['Ticket', 'Client', 'Agent', 'Asset'].map((name) => [name, findSchema(name)?.wireName]));
    expect(wire).toEqual({ Ticket: 'Faults', Client: 'Area', Agent: 'Uname', Asset: 'Device' });
  });

  test.each([
    ['kbArticles', 'kb-articles'],
    ['tickets', 'tickets'],
    ['azureAdConnections', 'azure-ad-connections'],
    ['test1', 'test1'],
  ])('%s is %s in kebab-case and back', (camel, kebab) => {
    expect(toKebab(camel)).toBe(kebab);
    expect(toCamel(kebab)).toBe(camel);
  });
});

describe('route matcher', () => {
  const match = createRouteMatcher();

  test('ignores the case of literal segments and keeps that of parameters', () => {
    expect(match('GET', '/TICKETS/1234')).toMatchObject({ operation: { id: 'tickets.get' }, params: { id: '1234' } });
    expect(match('GET', '/Priority/AbC-1')).toMatchObject({ operation: { id: 'priorities.get' }, params: { id: 'AbC-1' } });
  });

  test('takes a literal before a parameter, and the parameter where the literal has no such method', () => {
    expect(match('GET', '/Agent/me')?.operation.path).toBe('/Agent/me');
    expect(match('DELETE', '/Agent/me')).toMatchObject({ operation: { id: 'agents.delete' }, params: { id: 'me' } });
  });

  test('decodes parameters and leaves broken escapes as they are', () => {
    expect(match('GET', '/Tickets/a%20b')?.params).toEqual({ id: 'a b' });
    expect(match('GET', '/Tickets/a%zz')?.params).toEqual({ id: 'a%zz' });
  });

  test('reads two parameters out of one segment', () => {
    expect(match('DELETE', '/TicketApproval/12&3')?.params).toEqual({ id: '12', seq: '3' });
  });

  test('knows no other path or method, and lists the methods of a path', () => {
    expect(match('PUT', '/Tickets')).toBeUndefined();
    expect(match('GET', '/Nothing')).toBeUndefined();
    expect(match('GET', '/Tickets/1/2/3')).toBeUndefined();
    expect(match.methodsAt('/Tickets/1')).toEqual(['GET', 'DELETE']);
    expect(match.methodsAt('/Nothing')).toEqual([]);
  });
});
