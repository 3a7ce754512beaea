import type { Command } from 'commander';
import { findResource } from 'halopsa-catalogue';
import { toOption } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { readRecord } from '../flags/record-data.js';
import { fieldValues } from '../flags/wire-options.js';
import { withContext } from '../with-context.js';
import { createAll } from './create.js';
import {
  addRecordFlags,
  readBackOption,
  readExtraFields,
  refuseComputedFlags,
} from './record-flags.js';
import type { VerbSetting } from './verb.js';

/** `halo tickets add-action <id>` and its like: makes a record of another resource that belongs to this one. */
export async function addCreateRelated({
  command,
  resource,
  verb,
  host,
}: VerbSetting): Promise<void> {
  command.argument('<id>', `${resource.idKind} id of the ${resource.singular}`);
  await addRecordFlags(command, verb.operation);
  command.addOption(toOption(readBackOption));
  command.action(
    (
      _id: string,
      options: { data?: string[]; extraField?: string[]; readBack?: true },
      running: Command,
    ) =>
      withContext(running, host, async (context) => {
        const given = await readRecord(options.data, host, await fieldTypes(verb.operation));
        const flags = fieldValues(running, context.globals);
        await refuseComputedFlags(flags, verb.operation);
        const record = { ...given, ...flags, ...verb.fixedQuery?.(running.args) };
        const wanted = {
          extraFields: readExtraFields(options.extraField),
          readBack: options.readBack === true,
        };
        await createAll([record], findResource(verb.operation.resource)!, wanted, context);
      }),
  );
}
