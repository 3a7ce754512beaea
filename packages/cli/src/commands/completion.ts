import { Argument, type Command } from 'commander';
import { completionScript, type Shell, shells } from '../completion/scripts.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';

/** `halo completion <shell>`: prints the script that teaches a shell to complete lines, live ids and names among them. */
export function addCompletionCommand(program: Command, host: Host): void {
  const command = program
    .command('completion')
    .summary('complete lines in your shell')
    .description(
      'Print the script that teaches a shell to complete halo; its first line says where to put it. The one for PowerShell has not been tried.',
    )
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText('after', '\nExample:\n  halo completion bash');
  addSharedOptions(command).action((shell: Shell) => void host.stdout.write(completionScript(shell)));
}
