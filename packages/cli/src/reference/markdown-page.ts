import { markdownCode as code } from 'halopsa-ground';
import { commandFacts, type Entry } from './command-facts.js';

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** A page of Markdown on the commands that begin with these words. */
export const markdownPage = (title: string, entries: readonly Entry[]): string =>
  [`# halo ${title}`.trim(), ...entries.map((entry) => section(entry))].join('\n\n').concat('\n');

function section(entry: Entry): string {
  const facts = commandFacts(entry);
  const parts = [
    ...(entry.words === '' ? [] : [`## halo ${entry.words}`]),
    facts.description,
    `\`\`\`text\n${facts.usage}\n\`\`\``,
    ...table(
      'command',
      facts.commands.map(({ name, summary }) => [code(name), escaped(summary)]),
    ),
    ...table(
      'argument',
      facts.arguments.map(({ name, help }) => [code(name), escaped(help)]),
    ),
    ...Object.entries(facts.groups).flatMap(([heading, options]) => [
      `**${heading.replace(/:$/, '')}**`,
      ...table(
        'option',
        options.map(({ flags, help }) => [code(flags), escaped(help)]),
      ),
    ]),
    ...(facts.example === undefined ? [] : [`For example: ${code(facts.example)}`]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const table = (heading: string, rows: readonly (readonly [string, string])[]): string[] =>
  rows.length === 0
    ? []
    : [
        [
          `| ${heading} | meaning |`,
          '|---|---|',
          ...rows.map((row) => `| ${row.join(' | ')} |`),
        ].join('\n'),
      ];
