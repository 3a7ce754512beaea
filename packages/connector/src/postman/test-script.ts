import type { Operation, Resource } from 'halopsa-catalogue';

/** The test of a request, line by line: that it succeeded, that the answer has its shape, and which id the next requests take. */
export function testScript({ verb, resource: name }: Operation, resource: Resource): string[] {
  const lines = ["pm.test('the request succeeded', () => pm.expect(pm.response.code).to.be.within(200, 299));"];
  if (verb === 'list') lines.push(...listTest(name, resource));
  if (verb === 'upsert') lines.push(...upsertTest(name));
  return lines;
}

function listTest(name: string, { list, key }: Resource): string[] {
  if (list === undefined || list.kind === 'object') return [];
  // Some lists come bare where they are not asked for in pages.
  const rows = list.kind === 'envelope' ? `Array.isArray(answer) ? answer : answer[${JSON.stringify(list.key)}]` : 'answer';
  return [
    'const answer = pm.response.json();',
    `const rows = ${rows};`,
    "pm.test('the answer holds rows', () => pm.expect(rows).to.be.an('array'));",
    ...(key.includes('id') ? [`if (rows && rows[0]) pm.collectionVariables.set('${name.toLowerCase()}_id', rows[0].id);`] : []),
  ];
}

const upsertTest = (name: string): string[] => [
  'const answer = pm.response.json();',
  'const record = Array.isArray(answer) ? answer[0] : answer;',
  "pm.test('the answer holds the record', () => pm.expect(record).to.have.property('id'));",
  `pm.collectionVariables.set('${name.toLowerCase()}_new_id', record.id);`,
];
