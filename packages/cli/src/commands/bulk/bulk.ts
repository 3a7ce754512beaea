import type { Command } from 'commander';
import type { Host } from '../../host.js';
import { addSharedOptions } from '../../shared-options.js';
import { addApply, addResume } from './apply.js';
import { addEdit } from './edit.js';
import { addImport } from './import.js';
import { addLook } from './look.js';
import { addMap } from './map.js';
import { addPlan } from './plan.js';
import { addRetry } from './retry.js';
import { addShow } from './show.js';
import { addTakeAway } from './take-away.js';
import { addTemplate } from './template.js';

/** `halo bulk`: a spreadsheet in, a proven change out. */
export function addBulkCommand(program: Command, host: Host): void {
  const bulk = addSharedOptions(
    program
      .command('bulk')
      .summary('change many records from a spreadsheet')
      .description('Plan a change from a spreadsheet, review it, apply it, and undo it if you need to.')
      .helpCommand(false)
      .addHelpText('after', '\nExample:\n  halo bulk plan clients tax.csv --match id --out tax.plan'),
  );
  for (const add of [addPlan, addShow, addApply, addResume, addLook, addTakeAway, addMap, addTemplate, addEdit, addImport, addRetry])
    add(bulk, host);
}
