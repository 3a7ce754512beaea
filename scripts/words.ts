/**
 * Prints what the catalogue has words for, resource by resource: operations, parameters, the fields that faces show first, and
 * all fields. `npm run words`; with --json for programs, with --silent also the names without words, with --sample a hundred
 * sentences to read.
 */
import { wordsOfField, wordsOfParameter } from 'halopsa-catalogue/words';
import { readSource } from '../packages/catalogue/compiler/source.js';
import {
  everyday,
  type WordsInventory,
  wordsInventory,
} from '../packages/catalogue/compiler/words-inventory.js';

const source = readSource();
const inventory = wordsInventory(source, everyday);

const share = ({ all, silent }: WordsInventory['fields']): string =>
  `${all.length - silent.length} of ${all.length}`;
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell, at) => cell.padEnd(at === 0 ? 18 : 12)).join(' | ')} |`;

function table(): string {
  const heads = ['resource', 'operations', 'parameters', 'shown first', 'all fields', 'by rule'];
  const rows = inventory.map((one) => [
    one.resource,
    share(one.operations),
    share(one.parameters),
    share(one.shown),
    share(one.fields),
    String(one.ruled),
  ]);
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

function sums(): string {
  const sum = (
    kind: 'operations' | 'parameters' | 'shown' | 'fields',
    part: 'all' | 'silent',
  ): number => inventory.reduce((total, one) => total + one[kind][part].length, 0);
  return (['operations', 'parameters', 'shown', 'fields'] as const)
    .map((kind) => `${kind}: ${sum(kind, 'all') - sum(kind, 'silent')} of ${sum(kind, 'all')}`)
    .join(', ');
}

/** The names of each resource that are without words. */
const silentNames = (): string[] =>
  inventory.flatMap(({ resource, operations, parameters, shown }) =>
    Object.entries({ operations, parameters, shown })
      .filter(([, { silent }]) => silent.length > 0)
      .map(([kind, { silent }]) => `${resource} ${kind}: ${silent.join(' ')}`),
  );

/** Sentences drawn at random, each with what it is about. */
function sample(count: number): string[] {
  const all = inventory.flatMap(({ resource, parameters, fields }) => [
    ...parameters.all.map((name) => [`${resource} --${name}`, wordsOfParameter(resource, name)]),
    ...fields.all.map((name) => [`${resource}.${name}`, wordsOfField(resource, name)]),
  ]);
  const worded = all.filter(([, words]) => words !== undefined);
  return Array.from({ length: count }, () => {
    const [drawn] = worded.splice(Math.floor(Math.random() * worded.length), 1);
    return drawn?.join(': ') ?? '';
  });
}

const asked = new Set(process.argv.slice(2));
if (asked.has('--json')) console.log(JSON.stringify(inventory, undefined, 2));
else if (asked.has('--sample')) console.log(sample(100).join('\n'));
else {
  console.log(`${table()}\n\n${inventory.length} resources; with words ${sums()}`);
  if (asked.has('--silent')) console.log(silentNames().join('\n'));
}
