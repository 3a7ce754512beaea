import {
  HaloDroppedFieldsWarning,
  HaloNotShownWarning,
  HaloNotTakenWarning,
  warningsOf,
} from 'halopsa';
import { isObject, type JsonObject, type JsonSchema, type ObjectSchema } from '../json.js';

const names: JsonSchema = { type: 'array', items: { type: 'string' } };

/**
 * What the answer of a write says besides: fields that Halo did not take or does not show, and fields that it sets itself, so that
 * they were not sent.
 */
export const noteProperties: Readonly<Record<'not_taken' | 'not_sent', JsonSchema>> = {
  not_taken: names,
  not_sent: names,
};

/** The schema of a written record, with room for what Halo did not take; its input names no field that Halo sets. */
export const withNotes = (schema: ObjectSchema): ObjectSchema => ({
  ...schema,
  properties: { ...schema.properties, not_taken: names },
});

/** What there is to say of an answer: of a record, or of each record of a list. Empty where all went as asked. */
export function notesOf(answer: unknown): JsonObject {
  const records = (Array.isArray(answer) ? answer : [answer]).filter(isObject);
  const where = (at: number): string => (records.length > 1 ? `record ${at + 1}: ` : '');
  const warned = records.flatMap((record, at) =>
    warningsOf(record).map((warning) => ({ warning, before: where(at) })),
  );
  const notTaken = warned.flatMap(({ warning, before }) => {
    if (warning instanceof HaloNotTakenWarning)
      return Object.keys(warning.fields).map((name) => before + name);
    // Nobody knows whether these took; one list of all that is not proven keeps the list of tools short.
    return warning instanceof HaloNotShownWarning
      ? warning.fields.map((name) => `${before}${name} (not shown)`)
      : [];
  });
  const notSent = warned.flatMap(({ warning }) =>
    warning instanceof HaloDroppedFieldsWarning ? warning.fields.map(({ path }) => path) : [],
  );
  return {
    ...(notTaken.length > 0 ? { not_taken: notTaken } : {}),
    ...(notSent.length > 0 ? { not_sent: [...new Set(notSent)] } : {}),
  };
}
