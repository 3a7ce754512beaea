import type { Command } from 'commander';
import type { Host } from '../../host.js';
import { addSharedOptions } from '../../shared-options.js';
import { addExport } from './export.js';
import { addKey } from './key.js';
import { addList } from './list.js';
import { addRun } from './run.js';
import { addServe } from './serve.js';

/** `halo connector`: actions for automation platforms. */
export function addConnectorCommand(program: Command, host: Host): void {
  const connector = addSharedOptions(
    program
      .command('connector')
      .summary('actions for automation platforms')
      .description(
        'List the actions for automation platforms, run one as a platform would, write connectors, and serve the actions over HTTP.',
      )
      .helpCommand(false)
      .addHelpText('after', '\nExample:\n  halo connector export postman --out halo-postman'),
  );
  for (const add of [addList, addRun, addExport, addServe, addKey]) add(connector, host);
}
