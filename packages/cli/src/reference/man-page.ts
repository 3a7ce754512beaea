import { roffText as roff } from 'halopsa-ground';
import { ownVersion } from '../own-version.js';
import { commandFacts, type Entry } from './command-facts.js';

/** A man page (section 1) on the commands that begin with these words. */
export function manPage(title: string, entries: readonly Entry[]): string {
  const name = ['halo', title].filter((word) => word !== '').join('-');
  const about = entries[0] ? commandFacts(entries[0]).description : '';
  const head = [
    `.TH ${roff(name.toUpperCase())} 1 "" "halo ${ownVersion()}" "Halo commands"`,
    '.SH NAME',
    `${roff(name)} \\- ${roff(about.split('\n')[0] ?? '')}`,
  ];
  return [...head, ...entries.flatMap((entry) => section(entry))].join('\n').concat('\n');
}

function section(entry: Entry): string[] {
  const facts = commandFacts(entry);
  const item = (term: string, help: string): string[] => [
    '.TP',
    `.B ${roff(term)}`,
    roff(help || term),
  ];
  return [
    `.SH ${roff(`halo ${entry.words}`.trim().toUpperCase())}`,
    roff(facts.description),
    '.PP',
    `.B ${roff(facts.usage)}`,
    ...facts.commands.flatMap(({ name, summary }) => item(name, summary)),
    ...facts.arguments.flatMap(({ name, help }) => item(name, help)),
    ...Object.entries(facts.groups).flatMap(([heading, options]) => [
      `.SS ${roff(heading.replace(/:$/, ''))}`,
      ...options.flatMap(({ flags, help }) => item(flags, help)),
    ]),
    ...(facts.example === undefined ? [] : ['.SS Example', roff(facts.example)]),
  ];
}
