import { type ErrorCode, type ErrorHelp, errorHelp } from 'halopsa-catalogue/errors';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { exitCode, exitOfError } from '../exit-code.js';
import { nearest } from '../nearest.js';
import type { Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';

/** `halo explain <code>`: what an error code or an exit code means and what helps. */
export const command: CommandSpec = defineCommand({
  description:
    'Explain an error code such as halo/token, an HTTP status or an exit code; without one, list them.',
  arguments: { code: argument('[code]', 'for example halo/not-found, 429 or 5') },
  example: 'halo explain halo/incomplete-list',
  async run({ code }, { printer }) {
    if (code === undefined) await printer.rows(explanations(), ['code', 'meaning']);
    else await printer.record(explanationOf(code));
  },
});

/** What a code means and what helps, as it is printed. */
interface Explanation extends Row, Pick<ErrorHelp, 'meaning' | 'changed' | 'help'> {
  readonly code: ErrorCode;
  readonly exit: number;
  /** Other names: HTTP statuses and exit codes. */
  readonly also: readonly string[];
}

/** Every code, with the words of the command line. */
export const explanations = (): Explanation[] =>
  (Object.entries(errorHelp) as [ErrorCode, ErrorHelp][]).map(
    ([code, { meaning, changed, help, command, statuses = [] }]) => ({
      code,
      meaning,
      changed,
      help: command === undefined ? help : `${help} ${command}`,
      exit: exitOfError[code] ?? exitCode.failed,
      also: [...statuses.map(String), ...exitsNamed(code)],
    }),
  );

/** The exit codes that a code explains: those that none before it ends with. */
function exitsNamed(code: ErrorCode): string[] {
  const [first] = Object.entries(exitOfError).find(([, exit]) => exit === exitOfError[code]) ?? [];
  return first === code ? [String(exitOfError[code])] : [];
}

function explanationOf(code: string): Explanation {
  const wanted = code.toLowerCase();
  const known = explanations();
  const found = known.find((one) => one.code === wanted || one.also.includes(wanted));
  if (found) return found;
  const meant = nearest(
    wanted,
    known.flatMap((one) => [one.code, ...one.also]),
  );
  throw new UsageError(
    `There is no error code "${code}".${meant ? ` Did you mean "${meant}"?` : ''}`,
    {
      nextStep: '"halo explain" lists them.',
    },
  );
}
