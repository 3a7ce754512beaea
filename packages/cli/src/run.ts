import { type ExitCode, exitCode } from './exit-code.js';
import type { Host } from './host.js';
import { writeError } from './output/error-block.js';
import { buildProgram } from './program.js';
import { judge } from './report-error.js';
import { expandHelp, leadingWords } from './words.js';

/** Runs one command line (without `node` and the script) and returns its exit code; everything it says goes to the host's streams. */
export async function run(argv: readonly string[], host: Host): Promise<ExitCode> {
  const line = expandHelp(argv);
  try {
    const program = await buildProgram(leadingWords(line), host);
    await program.parseAsync(line, { from: 'user' });
    return exitCode.ok;
  } catch (error) {
    const { report, exit } = judge(error, host.signal);
    // The line itself may be what is wrong, so the two switches are read off it and not out of the parsed command.
    if (report) writeError(report, host, { json: line.includes('--json'), color: !line.includes('--no-color') });
    return exit;
  }
}
