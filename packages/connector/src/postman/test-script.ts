import type { Operation, Resource } from 'halopsa-catalogue';
import { exampleOf } from 'halopsa-catalogue/examples';
import { foundId, madeId, ownId, ownLineId } from './variables.js';

/** What may be an id in an answer: anything else would be read as an address, a variable or JSON by the next request. */
const keep =
  "const keep = (name, id) => { if (['number', 'string'].includes(typeof id) && /^-?[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id)) pm.collectionVariables.set(name, String(id)); };";
const succeeded =
  "pm.test('the request succeeded', () => pm.expect(pm.response.code).to.be.within(200, 299));";
const recordOf = [
  'const answer = pm.response.json();',
  'const record = Array.isArray(answer) ? answer[0] : answer;',
];

/** The test of a request, line by line: that it succeeded, that the answer has its shape, and which id the next requests take. */
export function testScript(operation: Operation, resource: Resource): string[] {
  const { verb, id, resource: name } = operation;
  if (verb === 'list') return [succeeded, ...listTest(name, resource)];
  if (verb === 'delete') return [succeeded, ...forget(name)];
  const kept = [...(verb === 'upsert' ? upsertTest(name, resource) : []), ...keptTest(id)];
  return kept.length === 0 ? [succeeded] : [succeeded, ...recordOf, keep, ...kept];
}

/** The test of a request of the set-up: its record is the one that the other folders refer to. */
export const setUpScript = (name: string): string[] => [
  succeeded,
  ...recordOf,
  keep,
  `keep('${ownId(name)}', record.id);`,
  `if (Array.isArray(record.lines) && record.lines[0]) keep('${ownLineId(name)}', record.lines[0].id);`,
];

/** The test of a request of the clean-up. */
export const forgetScript = (name: string): string[] => [
  succeeded,
  `pm.collectionVariables.unset('${ownId(name)}');`,
];

function keptTest(id: string): string[] {
  const kept = Object.entries(exampleOf(id).keeps ?? {});
  return kept.map(([variable, member]) => `keep('${variable}', record.${member});`);
}

function listTest(name: string, { list, key }: Resource): string[] {
  if (list === undefined || list.kind === 'object') return [];
  // Some lists come bare where they are not asked for in pages.
  const rows =
    list.kind === 'envelope'
      ? `Array.isArray(answer) ? answer : answer[${JSON.stringify(list.key)}]`
      : 'answer';
  return [
    'const answer = pm.response.json();',
    `const rows = ${rows};`,
    "pm.test('the answer holds rows', () => pm.expect(rows).to.be.an('array'));",
    ...(key.includes('id')
      ? [keep, `if (rows && rows[0]) keep('${foundId(name)}', rows[0].id);`]
      : []),
  ];
}

function upsertTest(name: string, { key, operations }: Resource): string[] {
  if (!key.includes('id') || !(operations.get ?? operations.delete)) return [];
  return [
    "pm.test('the answer holds the record', () => pm.expect(record).to.have.property('id'));",
    `keep('${madeId(name)}', record.id);`,
    `if (!pm.collectionVariables.get('${foundId(name)}')) keep('${foundId(name)}', record.id);`,
  ];
}

/** A record that is gone is no longer the one to read or to delete. */
const forget = (name: string): string[] => [
  `if (pm.collectionVariables.get('${foundId(name)}') === pm.collectionVariables.get('${madeId(name)}')) pm.collectionVariables.unset('${foundId(name)}');`,
  `pm.collectionVariables.unset('${madeId(name)}');`,
];
