/**
 * Prints what the catalogue has words for, resource by resource: operations, parameters, the fields that faces show first, and
 * all fields. `npm run words`; with --json for programs, with --silent also the names without words.
 */
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

if (process.argv.includes('--json')) console.log(JSON.stringify(inventory, undefined, 2));
else {
  console.log(`${table()}\n\n${inventory.length} resources; with words ${sums()}`);
  if (process.argv.includes('--silent'))
    for (const { resource, operations, parameters, shown } of inventory)
      for (const [kind, { silent }] of Object.entries({ operations, parameters, shown }))
        if (silent.length > 0) console.log(`${resource} ${kind}: ${silent.join(' ')}`);
}
