import { completionScript, shells } from '../completion/scripts.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';

/** `halo completion <shell>`: prints the script that teaches a shell to complete lines, live ids and names among them. */
export const command: CommandSpec = defineCommand({
  description:
    'Print the script that teaches a shell to complete halo; its first line says where to put it. The one for PowerShell has not been tried.',
  arguments: { shell: argument('<shell>', 'your shell', { choices: shells }) },
  example: 'halo completion bash',
  runBare: ({ shell }, host) => void host.stdout.write(completionScript(shell)),
});
