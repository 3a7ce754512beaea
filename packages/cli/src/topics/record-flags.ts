import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Operation } from 'halopsa-catalogue';
import { flagAliases } from '../data/flag-aliases.js';
import { fieldDescriptions } from '../data/flag-descriptions.js';
import { kebab } from '../flags/flag-name.js';
import { addWireOptions } from '../flags/wire-options.js';
import { sharedFlags } from '../shared-options.js';

/** The option that carries what flags cannot. */
export const dataOption = (): Option =>
  new Option(
    '--data <json>',
    'JSON as text, @file, - for the standard input, or key=value (user.name=x, lines[0].price:=5); may be repeated',
  )
    .argParser((text: string, before: string[] = []) => [...before, text])
    .helpGroup('Input options:');

/** The option that sets custom fields by their names. */
const customFieldOption = (): Option =>
  new Option('--custom-field <name=value>', 'custom field by its name; the others stay as they are; may be repeated')
    .argParser(collectPair)
    .helpGroup('Input options:');

/** A name and a value. */
export type Pair = [name: string, value: string];

/** Gathers `name=value` words into one object, where a name has one value. */
export const collectPair = (text: string, pairs: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...pairs,
  ...Object.fromEntries(collectPairs(text)),
});

/** Gathers `name=value` words in their order, where a name may come again. */
export function collectPairs(text: string, pairs: readonly Pair[] = []): Pair[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes name=value.');
  return [...pairs, [text.slice(0, at), text.slice(at + 1)]];
}

/** Adds the scalar fields of the record that an operation takes as flags, and `--data` for all else; flags win over `--data`. */
export async function addRecordFlags(command: Command, operation: Operation, withId = false): Promise<void> {
  command.addOption(dataOption());
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const schema = operation.bodyType === undefined ? undefined : findSchema(operation.bodyType);
  if (!schema) return;
  if (schema.fields.has('customfields')) command.addOption(customFieldOption());
  // The id decides between create and update, so it is the verb's to give, and a flag only of other operations.
  const fields = [...schema.fields.values()].filter((field) => !field.readonly && (withId || field.name !== 'id'));
  addWireOptions(command, {
    part: 'field',
    types: Object.fromEntries(fields.map((field) => [field.name, field.type])),
    ours: new Set([...sharedFlags, ...Object.keys(operation.query).map(kebab)]),
    aliases: flagAliases[operation.id],
    descriptions: fieldDescriptions,
    heading: 'Fields:',
  });
}
