import { isList, isObject, type JsonValue } from '../json.js';
import { foundId, inserted, insertedNumber, madeId, ownId, ownLineId } from './variables.js';

/** A text that no earlier run has used. */
export const freshText = 'Made with Postman {{$timestamp}}';

const records: Readonly<Record<string, (resource: string) => string>> = {
  own: ownId,
  made: madeId,
  found: foundId,
  line: ownLineId,
};

const recordOf = (text: string): string | undefined => {
  const [, kind = '', resource = ''] = /^\{(\w+) (\w+)\}$/.exec(text) ?? [];
  return records[kind]?.(resource);
};

/** A text of an example with the variables of the collection in it. */
export const filledText = (text: string): string => {
  const record = recordOf(text);
  if (record !== undefined) return inserted(record);
  const fixed = text
    .replaceAll('{unique}', '{{$timestamp}}')
    .replaceAll('{guid}', '{{$guid}}')
    .replaceAll('{text}', 'Made with Postman');
  return fixed.replace(/^\{(\w+)\}$/, (_, name: string) => inserted(name));
};

/** A body of an example with the variables of the collection in it; ids of records are numbers. */
export function filledBody(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    const record = recordOf(value);
    return record === undefined ? filledText(value) : insertedNumber(record);
  }
  if (isList(value)) return value.map(filledBody);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledBody(one)]));
}
