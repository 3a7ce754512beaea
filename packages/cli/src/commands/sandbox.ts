import type { Command } from 'commander';
import { addSharedOptions } from '../globals.js';
import type { Host } from '../host.js';
import { addFaultCommands } from './sandbox/fault.js';
import { addImportCommand } from './sandbox/import.js';
import { addLeverCommands } from './sandbox/levers.js';
import { addRecordingCommands } from './sandbox/recording.js';
import { addSnapshotCommands } from './sandbox/snapshot.js';
import { addStartCommand } from './sandbox/start.js';

/** `halo sandbox`: a local Halo server with made-up records, and its levers. */
export function addSandboxCommand(program: Command, host: Host): void {
  const sandbox = addSharedOptions(
    program
      .command('sandbox')
      .summary('run a local Halo server to try things on')
      .description('A local Halo server with made-up records.')
      .addHelpText('after', '\nExample:\n  halo sandbox start --seed small'),
  );
  addStartCommand(sandbox, host);
  addLeverCommands(sandbox, host);
  addFaultCommands(sandbox, host);
  addSnapshotCommands(sandbox, host);
  addImportCommand(sandbox, host);
  addRecordingCommands(sandbox, host);
}
