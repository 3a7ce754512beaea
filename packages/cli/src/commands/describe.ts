import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Field, FieldSet } from 'halopsa-catalogue/schemas';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { nearest } from '../nearest.js';
import { rowsOf } from '../output/answered.js';
import type { Row, Rows } from '../output/printer.js';
import { resourceOfTopic } from '../topics/resource-of-topic.js';
import { UsageError } from '../usage-error.js';

const columns = ['name', 'kind', 'type', 'about', 'notes'];

/** `halo describe <topic> [field]`: what the fields and filters hold, and with `--live` what this tenant allows in them. */
export const command: CommandSpec = defineCommand({
  description:
    'Show the fields of a topic and the filters of its list; with a field, all that is known of it.',
  arguments: {
    topic: argument('<topic>', 'for example tickets'),
    field: argument('[field]', 'for example status_id'),
  },
  options: {
    live: option('--live', 'ask the tenant for the values that the field can take'),
    rare: option('--rare', 'also list what is rarely used, of which no words are known'),
  },
  example: 'halo describe tickets status_id --live',
  async run({ topic, field, live, rare }, context) {
    const resource = resourceOfTopic(topic);
    const rows = await factsOf(resource);
    if (field === undefined) return listFacts(rows, { topic, rare }, context);
    const known = rows.filter(({ name }) => name === field);
    const [first] = known;
    if (!first) throw unknownField(resource, field, rows);
    if (live) await printLegalValues(first, resource, context);
    else await context.printer.rows(known, columns);
  },
});

interface Fact extends Row {
  readonly name: string;
  readonly kind: 'field' | 'filter';
  readonly type: string;
  /** What it holds or does; empty where nothing is known that its name does not say. */
  readonly about: string;
  readonly notes: string;
}

/** Lists what has words, for a person; the rest is counted, and listed for programs or where it is asked for. */
async function listFacts(
  facts: readonly Fact[],
  { topic, rare }: { topic: string; rare: boolean | undefined },
  { printer, globals, note }: Context,
): Promise<void> {
  const worded = facts.filter(({ about }) => about !== '');
  const isWhole = rare || globals.output !== 'table' || worded.length === 0;
  await printer.rows(isWhole ? facts : worded, columns);
  const left = isWhole ? 0 : facts.length - worded.length;
  if (left > 0) note(`and ${left} rarely used: halo describe ${topic} --rare`);
}

async function factsOf(resource: Resource): Promise<Fact[]> {
  const [{ findSchema }, words] = await Promise.all([
    import('halopsa-catalogue/schemas'),
    import('halopsa-catalogue/words'),
  ]);
  const { attribute, needs, operations } = resource;
  const schema = resource.schema === undefined ? undefined : findSchema(resource.schema);
  const notesOf = await fieldNotes(attribute);
  const fields = [...(schema?.fields.values() ?? [])].map(
    (field): Fact => ({
      name: field.name,
      kind: 'field',
      type: field.type,
      about: words.wordsOfField(attribute, field.name) ?? '',
      notes: notesOf(field),
    }),
  );
  const filters = Object.entries(operations['list']?.query ?? {}).map(
    ([name, type]): Fact => ({
      name,
      kind: 'filter',
      type,
      about: words.wordsOfParameter(attribute, name) ?? '',
      notes: needs.list?.includes(name) ? 'required' : '',
    }),
  );
  return [...fields, ...filters];
}

/** What the rules say about a field: who sets it, in which unit, which values are legal, and what it refers to. */
async function fieldNotes(attribute: string): Promise<(field: Field) => string> {
  const [{ findSchema }, { referenceOf }, { unitOf }] = await Promise.all([
    import('halopsa-catalogue/schemas'),
    import('halopsa-catalogue/references'),
    import('halopsa-catalogue/words'),
  ]);
  return ({ name, type, required, set, instead, maxLength }) => {
    const reference = referenceOf(attribute, name, type);
    const unit = unitOf(attribute, name);
    const legal = findSchema(type)?.enum;
    return [
      required ? 'required' : '',
      setWords[set],
      instead === undefined ? '' : `write ${instead} instead`,
      unit === undefined ? '' : `unit: ${unit}`,
      legal === undefined ? '' : `one of ${legal.join(', ')}`,
      maxLength === undefined ? '' : `at most ${maxLength} characters`,
      reference ? `${reference.key} of one of ${resourceNamed(reference.resource).topic}` : '',
    ]
      .filter(Boolean)
      .join(', ');
  };
}

/** Who sets a field, where that is not whoever writes the record. */
const setWords: Readonly<Record<FieldSet, string>> = {
  writable: '',
  computed: 'set by Halo',
  createOnly: 'set on new records only',
  writeOnly: 'written and never shown',
};

async function printLegalValues(
  { name, type }: Fact,
  { attribute }: Resource,
  { client, printer, host }: Context,
): Promise<void> {
  const { canBeMeant, referenceOf } = await import('halopsa-catalogue/references');
  const reference = referenceOf(attribute, name, type);
  if (!reference) {
    throw new UsageError(
      `The field ${name} refers to no other records, so that the tenant has no list of its values. Nothing was sent.`,
    );
  }
  const { resource, key, names, label, query, only } = reference;
  const list = (await client()).resource(resource).listAll(query ?? {}, { signal: host.signal });
  const rows = rowsOf(list);
  const meant = only ? rowsThat((row) => canBeMeant(row, reference), rows) : rows;
  await printer.rows(meant, [...new Set([key, ...names, ...(label === undefined ? [] : [label])])]);
}

async function* rowsThat(isWanted: (row: Row) => boolean, rows: Rows): AsyncGenerator<Row> {
  for await (const row of rows) if (isWanted(row)) yield row;
}

function unknownField({ topic }: Resource, field: string, rows: readonly Fact[]): UsageError {
  const meant = nearest(
    field,
    rows.map(({ name }) => name),
  );
  return new UsageError(
    `The topic ${topic} has no field or filter "${field}".${meant ? ` Did you mean "${meant}"?` : ''}`,
    {
      nextStep: `"halo describe ${topic}" lists them.`,
    },
  );
}
