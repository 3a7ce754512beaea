import { findResource, type Resource, resourceNames } from 'halopsa-catalogue';
import { type Findable, ranked } from 'halopsa-catalogue/find';
import { commonFields, wordsOfOperation } from 'halopsa-catalogue/words';
import type { CommandName } from '../core/cli.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import type { Row } from '../output/printer.js';
import type { Verb } from '../topics/verb.js';
import { verbsOf } from '../topics/verbs.js';
import { UsageError } from '../usage-error.js';

const mostFields = 200;
const mostCommands = 25;

/** `halo find <text>`: the commands that words lead to, the best first, and the fields whose names hold the words. */
export const command: CommandSpec = defineCommand({
  description:
    'Find commands by what they do, the best first, and fields whose names hold all of the words. Nothing is asked of the server.',
  arguments: { texts: argument('<text...>', 'words such as "close ticket" or "upload"') },
  options: {
    all: option('--all', `show every command that is found, and not the first ${mostCommands}`),
  },
  example: ['halo find close ticket', 'halo find invoice void'],
  async run({ texts, all }, { printer, note }, cli) {
    const query = texts.join(' ');
    const words = query
      .toLowerCase()
      .split(/[\s_.-]+/)
      .filter((word) => word !== '');
    if (words.length === 0) throw new UsageError('Give a word to look for.');
    const found = ranked(query, [...verbs(), ...own(cli.commands)]);
    const shown = all === true ? found : found.slice(0, mostCommands);
    const rows = [...shown, ...(await fieldsWith(words))];
    if (rows.length === 0)
      note(
        `Nothing is named like that. Try one word of it, or "halo search ${query}" for records.`,
      );
    await printer.rows(rows, ['kind', 'name', 'command', 'type']);
    if (shown.length < found.length)
      note(`${found.length - shown.length} more commands have one of the words: --all shows them.`);
  },
});

/** The commands of all topics. */
const verbs = (): Findable<Row>[] =>
  resourceNames.flatMap((name) => {
    const resource = findResource(name);
    if (!resource) return [];
    const use = commonFields(name).length > 0 ? 'common' : 'rare';
    return verbsOf(resource).map((verb) =>
      verb.kind === 'own' ? everyday(resource, verb) : ofOperation(resource, verb, use),
    );
  });

/** What is more than one operation is named by what people ask for. */
const everyday = ({ topic }: Resource, { name, summary }: Verb): Findable<Row> => ({
  name: `${topic} ${name} ${summary}`,
  about: '',
  use: 'everyday',
  thing: {
    kind: 'command',
    name: `${topic} ${name}`,
    command: `halo ${topic} ${name}`,
    type: summary,
  },
});

const ofOperation = (
  { topic, title }: Resource,
  { name, operation, summary }: Verb,
  use: 'common' | 'rare',
): Findable<Row> => ({
  name: `${topic} ${name}`,
  about: `${summary} ${title} ${wordsOfOperation(operation.resource, operation.verb) ?? ''}`,
  use,
  thing: {
    kind: 'operation',
    name: operation.id,
    command: `halo ${topic} ${name}`,
    type: `${operation.method} ${operation.path}`,
  },
});

/** The commands of the program itself, and those below them. */
const own = (commands: readonly CommandName[], above = ''): Findable<Row>[] =>
  commands
    .filter(({ hidden }) => hidden !== true)
    .flatMap(({ name, summary = '', commands: below = [] }) => [
      {
        name: `${above}${name}`,
        about: summary,
        use: 'common' as const,
        thing: {
          kind: 'command',
          name: `${above}${name}`,
          command: `halo ${above}${name}`,
          type: summary,
        },
      },
      ...own(below, `${above}${name} `),
    ]);

async function fieldsWith(words: readonly string[]): Promise<Row[]> {
  const { findSchema, schemaNames } = await import('halopsa-catalogue/schemas');
  const found: Row[] = [];
  for (const name of schemaNames) {
    for (const field of findSchema(name)?.fields.values() ?? []) {
      if (found.length >= mostFields) return found;
      if (
        words.every((word) => `${name} ${field.name}`.toLowerCase().includes(word)) &&
        words.some((word) => field.name.toLowerCase().includes(word))
      ) {
        found.push({ kind: 'field', name: `${name}.${field.name}`, command: '', type: field.type });
      }
    }
  }
  return found;
}
