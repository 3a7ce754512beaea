import type { Command } from 'commander';
import { allOperations, findResource, type Operation } from 'halopsa-catalogue';
import { withContext } from '../context.js';
import type { Host } from '../host.js';
import type { Row } from '../output/printer.js';
import { addSharedOptions } from '../shared-options.js';
import { verbsOf } from '../topics/verbs.js';
import { UsageError } from '../usage-error.js';

const mostFields = 200;

/** `halo find <text>`: operations and fields whose names hold all of the words. */
export function addFindCommand(program: Command, host: Host): void {
  const command = program
    .command('find')
    .summary('find operations and fields by a word')
    .description('Find operations, filters and fields whose names hold all of the words. Nothing is asked of the server.')
    .argument('<text...>', 'words')
    .addHelpText('after', '\nExample:\n  halo find invoice void');
  addSharedOptions(command).action((texts: string[], _options: unknown, running: Command) =>
    withContext(running, host, async ({ printer, note }) => {
      const words = texts
        .join(' ')
        .toLowerCase()
        .split(/[\s_.-]+/)
        .filter((word) => word !== '');
      if (words.length === 0) throw new UsageError('There is no word to look for.');
      const rows = [...operationsWith(words), ...(await fieldsWith(words))];
      if (rows.length === 0) note(`Nothing is named like that. Try one word of it, or "halo search ${texts.join(' ')}" for records.`);
      await printer.rows(rows, ['kind', 'name', 'command', 'type']);
    }),
  );
}

const holds = (text: string, words: readonly string[]): boolean => words.every((word) => text.toLowerCase().includes(word));

function operationsWith(words: readonly string[]): Row[] {
  return allOperations()
    .filter(({ id, path, resource }) => holds(`${id} ${path} ${findResource(resource)?.title}`, words))
    .map((operation) => ({
      kind: 'operation',
      name: operation.id,
      command: lineOf(operation),
      type: `${operation.method} ${operation.path}`,
    }));
}

function lineOf(operation: Operation): string {
  const resource = findResource(operation.resource)!;
  const verb = verbsOf(resource).find(
    (candidate) => candidate.operation.id === operation.id && candidate.operation.resource === resource.attribute,
  );
  return verb ? `halo ${resource.topic} ${verb.name}` : `halo api ${operation.id}`;
}

async function fieldsWith(words: readonly string[]): Promise<Row[]> {
  const { findSchema, schemaNames } = await import('halopsa-catalogue/schemas');
  const found: Row[] = [];
  for (const name of schemaNames) {
    for (const field of findSchema(name)?.fields.values() ?? []) {
      if (found.length >= mostFields) return found;
      if (holds(`${name} ${field.name}`, words) && words.some((word) => field.name.toLowerCase().includes(word))) {
        found.push({ kind: 'field', name: `${name}.${field.name}`, command: '', type: field.type });
      }
    }
  }
  return found;
}
