import { resourceNamed } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { readRecord } from '../flags/record-data.js';
import { fieldValues } from '../flags/wire-options.js';
import { createAll } from './create.js';
import {
  readBackOption,
  readExtraFields,
  recordFlags,
  refuseComputedFlags,
} from './record-flags.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

/** `halo tickets add-action <id>` and its like: makes a record of another resource that belongs to this one. */
export async function createRelatedCommand(setting: VerbSetting): Promise<CommandSpec> {
  const { resource, verb } = setting;
  const { operation, fixedQuery } = verb;
  const { options, fields } = await recordFlags(operation);
  return defineCommand({
    ...verbBasics(setting),
    arguments: { id: argument('<id>', `${resource.idKind} id of the ${resource.singular}`) },
    options: { ...options, readBack: readBackOption },
    flags: { fields },
    async run({ id, data, extraField, readBack = false, fields: flags }, context) {
      const given = await readRecord(data, context.host, await fieldTypes(operation));
      const values = fieldValues(flags, fields.types, context.globals);
      await refuseComputedFlags(values, operation);
      const record = { ...given, ...values, ...fixedQuery?.(id) };
      const wanted = { extraFields: readExtraFields(extraField), readBack };
      await createAll([record], resourceNamed(operation.resource), wanted, context);
    },
  });
}
