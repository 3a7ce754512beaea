import type { Operation } from 'halopsa-catalogue';
import { aliasesOf } from 'halopsa-catalogue/descriptions';
import type { NameKeys } from 'halopsa-catalogue/names';
import { type OptionSpec, option, several } from '../core/inputs.js';
import { isPair, setPair } from '../flags/data-pair.js';
import { kebab } from '../flags/flag-name.js';
import { collectPair } from '../flags/pairs.js';
import { type WireGroup, wireGroup } from '../flags/wire-options.js';
import type { Row } from '../output/json-value.js';
import { sharedFlags } from '../shared-options.js';
import { UsageError } from '../usage-error.js';

/** The option that carries what flags cannot. */
export const dataOption: OptionSpec<readonly string[] | undefined> = option(
  '--data <json>',
  'JSON as text, @file, - for the standard input, or key=value (user.name=x, lines[0].price:=5); may be repeated',
  { parse: several, group: 'Input options:' },
);

/** The option that sets custom fields by their names. */
const customFieldOption: OptionSpec<Readonly<Record<string, string>> | undefined> = option(
  '--custom-field <name=value>',
  'custom field by its name; the others stay as they are; may be repeated',
  {
    parse: collectPair,
    group: 'Input options:',
  },
);

/** The option that sends a field which the catalogue does not know, or says that Halo sets. */
export const extraFieldOption: OptionSpec<readonly string[] | undefined> = option(
  '--extra-field <name=value>',
  'a field that is sent although the catalogue does not know it; name:=json for a number; may be repeated',
  { parse: several, group: 'Input options:' },
);

/** The option that proves a write by reading. */
export const readBackOption: OptionSpec<true | undefined> = option(
  '--read-back',
  'read the record where the answer does not show what was sent, and say what was not taken',
  { group: 'Input options:' },
);

/** The values of `--extra-field`; undefined where none is given. */
export function readExtraFields(given: readonly string[] | undefined): Row | undefined {
  if (given === undefined) return undefined;
  const wrong = given.find((text) => !isPair(text));
  if (wrong !== undefined)
    throw new UsageError(
      `--extra-field takes name=value, or name:=json, and it is "${wrong}". Nothing was sent.`,
    );
  return given.reduce<Row>((fields, text) => setPair(fields, text, () => undefined), {});
}

/** Refuses flags of fields that nobody but Halo sets: who types one wants it to act. A name of a record acts. */
export async function refuseComputedFlags(flags: Row, operation: Operation): Promise<void> {
  const { bodyType } = operation;
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const fields = bodyType === undefined ? undefined : findSchema(bodyType)?.fields;
  for (const name of Object.keys(flags)) {
    const field = fields?.get(name);
    if (field?.set !== 'computed' || (await namesOf(operation)).has(name)) continue;
    throw new UsageError(
      `${name} is set by Halo${field.instead ? `: use ${field.instead}` : ' and cannot be written'}. Nothing was sent.`,
      { nextStep: `--extra-field ${name}=VALUE sends it all the same.` },
    );
  }
}

const namesOf = async ({ resource }: Operation): Promise<NameKeys> =>
  (await import('halopsa-catalogue/names')).nameKeysOf(resource);

/** What a verb that sends a record declares. */
export interface RecordFlags {
  readonly options: {
    readonly data: typeof dataOption;
    readonly extraField: typeof extraFieldOption;
    readonly customField?: typeof customFieldOption;
  };
  /** The scalar fields of the record. */
  readonly fields: WireGroup;
}

/** The scalar fields of the record that an operation takes as flags, and `--data` for all else; flags win over `--data`. */
export async function recordFlags(operation: Operation, withId = false): Promise<RecordFlags> {
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const schema = operation.bodyType === undefined ? undefined : findSchema(operation.bodyType);
  // The id decides between create and update, so it is the verb's to give, and a flag only of other operations.
  const fields = [...(schema?.fields.values() ?? [])].filter(
    (field) => !field.readonly && (withId || field.name !== 'id'),
  );
  return {
    options: {
      data: dataOption,
      extraField: extraFieldOption,
      ...(schema?.fields.has('customfields') ? { customField: customFieldOption } : {}),
    },
    fields: wireGroup({
      part: 'field',
      resource: operation.resource,
      types: Object.fromEntries(fields.map((field) => [field.name, field.type])),
      ...(operation.verb === 'upsert' && { names: () => namesOf(operation) }),
      ours: new Set([...sharedFlags, ...Object.keys(operation.query).map(kebab)]),
      aliases: aliasesOf(operation.id),
      // They are there to say what to use in their place.
      hidden: fields.filter(({ set }) => set === 'computed').map(({ name }) => name),
      heading: 'Fields:',
    }),
  };
}
