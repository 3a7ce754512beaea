import type { Source, SourceResource, SourceSchema } from '../source.js';
import { ruledWords } from '../words-by-rule.js';
import { likeOf } from './words.js';

type Sentences = Readonly<Record<string, string>>;

/** A doc comment of one line, or nothing without words. */
export const docOf = (sentence: string | undefined): string =>
  sentence === undefined ? '' : `  /** ${sentence.replaceAll('*/', '*\\/')} */\n`;

/** What the query parameters of a resource do, by name. */
export function parameterDocs(resource: SourceResource, source: Source): Sentences {
  const { shared, resources } = source.words;
  const of = (topic: string | undefined): Sentences | undefined =>
    resources.find((words) => words.topic === topic)?.parameters;
  const like = likeOf(resource, source);
  const speaker = source.resources.find(({ attribute }) => attribute === like);
  return { ...shared.parameters, ...of(speaker?.topic), ...of(resource.topic) };
}

/** What the fields of each schema hold, by schema and name; of the schemas of resources that have words. */
export function fieldDocs(source: Source): ReadonlyMap<string, Sentences> {
  const docs = new Map<string, Sentences>();
  const ruled = ruledWords(source);
  for (const { topic, fields = {} } of source.words.resources) {
    const resource = source.resources.find((one) => one.topic === topic);
    if (!resource) continue;
    const secondary = likeOf(resource, source) !== undefined;
    const record = source.schemas.find((one) => one.name === resource.schema);
    for (const name of [resource.schema, resource.list?.row, resource.list?.view]) {
      const schema = source.schemas.find((one) => one.name === name);
      if (!schema) continue;
      const before = docs.get(schema.name) ?? usual(schema, record);
      docs.set(schema.name, secondary ? { ...fields, ...before } : { ...before, ...fields });
    }
  }
  return docs;

  /** What rules and shared words say; a row of a list speaks as its record does, where that knows more. */
  function usual(schema: SourceSchema, record: SourceSchema | undefined): Sentences {
    const known = { ...(record && ruled(record)), ...source.words.shared.fields };
    const own = Object.entries(known).filter(([name]) => name in (schema.fields ?? {}));
    return { ...ruled(schema), ...Object.fromEntries(own) };
  }
}
