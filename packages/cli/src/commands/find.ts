import { allOperations, findResource, type Operation, resourceNamed } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import type { Row } from '../output/printer.js';
import { verbsOf } from '../topics/verbs.js';
import { UsageError } from '../usage-error.js';

const mostFields = 200;

/** `halo find <text>`: operations and fields whose names hold all of the words. */
export const command: CommandSpec = defineCommand({
  description:
    'Find operations, filters and fields whose names hold all of the words. Nothing is asked of the server.',
  arguments: { texts: argument('<text...>', 'words') },
  example: 'halo find invoice void',
  async run({ texts }, { printer, note }) {
    const words = texts
      .join(' ')
      .toLowerCase()
      .split(/[\s_.-]+/)
      .filter((word) => word !== '');
    if (words.length === 0) throw new UsageError('Give a word to look for.');
    const rows = [...operationsWith(words), ...(await fieldsWith(words))];
    if (rows.length === 0)
      note(
        `Nothing is named like that. Try one word of it, or "halo search ${texts.join(' ')}" for records.`,
      );
    await printer.rows(rows, ['kind', 'name', 'command', 'type']);
  },
});

const holds = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.toLowerCase().includes(word));

function operationsWith(words: readonly string[]): Row[] {
  return allOperations()
    .filter(({ id, path, resource }) =>
      holds(`${id} ${path} ${findResource(resource)?.title}`, words),
    )
    .map((operation) => ({
      kind: 'operation',
      name: operation.id,
      command: lineOf(operation),
      type: `${operation.method} ${operation.path}`,
    }));
}

function lineOf(operation: Operation): string {
  const resource = resourceNamed(operation.resource);
  const verb = verbsOf(resource).find(
    (candidate) =>
      candidate.operation.id === operation.id &&
      candidate.operation.resource === resource.attribute,
  );
  return verb ? `halo ${resource.topic} ${verb.name}` : `halo api ${operation.id}`;
}

async function fieldsWith(words: readonly string[]): Promise<Row[]> {
  const { findSchema, schemaNames } = await import('halopsa-catalogue/schemas');
  const found: Row[] = [];
  for (const name of schemaNames) {
    for (const field of findSchema(name)?.fields.values() ?? []) {
      if (found.length >= mostFields) return found;
      if (
        holds(`${name} ${field.name}`, words) &&
        words.some((word) => field.name.toLowerCase().includes(word))
      ) {
        found.push({ kind: 'field', name: `${name}.${field.name}`, command: '', type: field.type });
      }
    }
  }
  return found;
}
