import type { JsonObject, JsonSchema, ObjectSchema } from '../../json.js';

/** The most that one description holds, in bytes of JSON. */
const mostBytes = 6 * 1024;

/** What is described, and with what it is announced. */
export interface Described {
  readonly head: JsonObject;
  readonly input: ObjectSchema;
  /** Names that people use most, the first of them first. */
  readonly common: readonly string[];
}

/** A parameter, or a field of the body. */
interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly schema: JsonSchema;
}

/** The sections that can be long. */
const sections = ['parameters', 'json_body'] as const;
type Section = (typeof sections)[number];

/**
 * A description with as many parameters and fields as its bytes allow, from the entry with this number on: what people use comes
 * first. Where that is not all, it counts them and says where the next part begins.
 */
export function describedPart({ head, input, common }: Described, from: number): JsonObject {
  const entries = sections.flatMap((section) => entriesOf(input, section, common));
  const frame = { ...head, input: withEntries(input, []), fields: entries.length };
  let left = mostBytes - bytes({ ...frame, next_offset: entries.length });
  let to = from;
  for (const { name, schema } of entries.slice(from)) {
    left -= bytes({ [name]: schema });
    if (left < 0 && to > from) break;
    to += 1;
  }
  const isWhole = from === 0 && to >= entries.length;
  return {
    ...head,
    input: withEntries(input, entries.slice(from, to)),
    ...(isWhole ? {} : { fields: entries.length }),
    ...(to < entries.length ? { next_offset: to } : {}),
  };
}

const bytes = (value: JsonObject): number => Buffer.byteLength(JSON.stringify(value));

function entriesOf(input: ObjectSchema, section: Section, common: readonly string[]): Entry[] {
  const record = recordIn(input.properties[section]);
  const names = Object.keys(record?.properties ?? {});
  const known = common.filter((name) => names.includes(name));
  return [...new Set([...known, ...names])].flatMap((name): Entry[] => {
    const schema = record?.properties?.[name];
    return schema ? [{ section, name, schema }] : [];
  });
}

/** The schema with these entries alone in its long sections. */
function withEntries(input: ObjectSchema, entries: readonly Entry[]): ObjectSchema {
  const properties = Object.entries(input.properties).map(([section, schema]) => {
    const record = recordIn(schema);
    if (!record?.properties || !sections.some((one) => one === section)) return [section, schema];
    const own = entries.filter((entry) => entry.section === section);
    const left = Object.fromEntries(own.map((entry) => [entry.name, entry.schema]));
    return [section, withRecord(schema, { ...record, properties: left })];
  });
  return { ...input, properties: Object.fromEntries(properties) };
}

/** The schema of the record in a section: itself, or what its list is of. */
const recordIn = (section: JsonSchema | undefined): JsonSchema | undefined =>
  section?.properties
    ? section
    : (section?.items ?? section?.anyOf?.find(({ items }) => items)?.items);

function withRecord(body: JsonSchema, record: JsonSchema): JsonSchema {
  if (body.properties) return record;
  if (body.items) return { ...body, items: record };
  return {
    ...body,
    ...(body.anyOf && {
      anyOf: body.anyOf.map((one) => (one.items ? { ...one, items: record } : one)),
    }),
  };
}
