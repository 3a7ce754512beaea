import type { JsonObject, JsonSchema, JsonValue } from '../json.js';

const texts: Readonly<Record<string, string>> = {
  summary: 'Printer on floor 2 does not print',
  details: 'It shows a red light since this morning.',
  name: 'Example',
  emailaddress: 'pat@example.com',
  url: 'https://example.com/hook',
  sql: 'SELECT TOP 10 * FROM Faults',
  file_name: 'note.txt',
  content_base64: 'SGVsbG8=',
  dateoccurred: '2026-03-01T09:00:00Z',
};

/** An example value of a schema: its required members, or its first few where none is required. */
export function sampleOf(schema: JsonSchema, name = 'value'): JsonValue {
  if (schema.enum) return schema.enum[0];
  const [type = 'string'] = [schema.type].flat();
  switch (type) {
    case 'object':
      return sampleObject(schema);
    case 'array':
      return [sampleOf(schema.items ?? {}, name)];
    case 'integer':
      return Math.max(1, schema.minimum ?? 1);
    case 'number':
      return 0.5;
    case 'boolean':
      return true;
    default:
      return texts[name] ?? (/date|timestamp/.test(name) ? '2026-03-01T09:00:00Z' : 'text');
  }
}

function sampleObject({ properties = {}, required }: JsonSchema): JsonObject {
  const members = Object.entries(properties);
  const wanted =
    required && required.length > 0
      ? members.filter(([name]) => required.includes(name))
      : members.slice(0, 4);
  return Object.fromEntries(wanted.map(([name, schema]) => [name, sampleOf(schema, name)]));
}
