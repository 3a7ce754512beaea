import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { nearest } from '../nearest.js';
import { rowsOf } from '../output/answered.js';
import type { Row, Rows } from '../output/printer.js';
import { resourceOfTopic } from '../topics/resource-of-topic.js';
import { UsageError } from '../usage-error.js';

/** `halo describe <topic> [field]`: fields and filters with their types, and with `--live` what this tenant allows in them. */
export const command: CommandSpec = defineCommand({
  description:
    'Show the fields of a topic and the filters of its list; with a field, all that is known of it.',
  arguments: {
    topic: argument('<topic>', 'for example tickets'),
    field: argument('[field]', 'for example status_id'),
  },
  options: { live: option('--live', 'ask the tenant for the values that the field can take') },
  example: 'halo describe tickets status_id --live',
  async run({ topic, field, live }, context) {
    const resource = resourceOfTopic(topic);
    const rows = await factsOf(resource);
    if (field === undefined)
      return void (await context.printer.rows(rows, ['name', 'kind', 'type', 'notes']));
    const known = rows.filter(({ name }) => name === field);
    const [first] = known;
    if (!first) throw unknownField(resource, field, rows);
    if (live) await printLegalValues(first, resource, context);
    else await context.printer.rows(known, ['name', 'kind', 'type', 'notes']);
  },
});

interface Fact extends Row {
  readonly name: string;
  readonly kind: 'field' | 'filter';
  readonly type: string;
  readonly notes: string;
}

async function factsOf(resource: Resource): Promise<Fact[]> {
  const [{ findSchema }, { referenceOf }] = await Promise.all([
    import('halopsa-catalogue/schemas'),
    import('halopsa-catalogue/references'),
  ]);
  const schema = resource.schema === undefined ? undefined : findSchema(resource.schema);
  const fields = [...(schema?.fields.values() ?? [])].map((field): Fact => {
    const reference = referenceOf(resource.attribute, field.name, field.type);
    const notes = [
      field.required ? 'required' : '',
      field.readonly ? 'read only' : '',
      field.maxLength === undefined ? '' : `at most ${field.maxLength} characters`,
      reference ? `${reference.key} of one of ${resourceNamed(reference.resource).topic}` : '',
    ];
    return {
      name: field.name,
      kind: 'field',
      type: field.type,
      notes: notes.filter(Boolean).join(', '),
    };
  });
  const needs = resource.needs.list ?? [];
  const filters = Object.entries(resource.operations['list']?.query ?? {}).map(
    ([name, type]): Fact => ({
      name,
      kind: 'filter',
      type,
      notes: needs.includes(name) ? 'required' : '',
    }),
  );
  return [...fields, ...filters];
}

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
