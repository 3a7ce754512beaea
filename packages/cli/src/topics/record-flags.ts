import { type Command, Option } from 'commander';
import type { Operation } from 'halopsa-catalogue';
import { flagAliases } from '../data/flag-aliases.js';
import { addWireOptions } from '../flags/wire-options.js';
import { sharedFlags } from '../globals.js';

/** The option that carries JSON. */
export const dataOption = (): Option => new Option('--data <json>', 'JSON as text, @file, or - for the standard input');

/** Adds the scalar fields of the record that an operation takes as flags, and `--data` for all else; flags win over `--data`. */
export async function addRecordFlags(command: Command, operation: Operation): Promise<void> {
  command.addOption(dataOption());
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const schema = operation.bodyType === undefined ? undefined : findSchema(operation.bodyType);
  if (!schema) return;
  // The id decides between create and update, so it is the verb's to give and never a flag's.
  const fields = [...schema.fields.values()].filter((field) => !field.readonly && field.name !== 'id');
  addWireOptions(command, {
    types: Object.fromEntries(fields.map((field) => [field.name, field.type])),
    ours: new Set(sharedFlags),
    aliases: flagAliases[operation.id],
    heading: 'Fields:',
  });
}
