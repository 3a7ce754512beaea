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
    else await printer.record(endings.get(code) ?? explanationOf(code));
  },
});

/** Exit codes that no one error stands for. */
const endings: ReadonlyMap<string, Row> = new Map(
  [
    { code: exitCode.ok, meaning: 'The command did what it was asked to do.' },
    {
      code: exitCode.failed,
      meaning: 'The API or the network failed, or what was done could not be printed.',
      changed: 'As the error says.',
      help: 'Read the error. With --json it carries a code, which "halo explain" knows.',
    },
    { code: exitCode.differs, meaning: 'What was compared differs. No command ends so yet.' },
  ].map((row) => [String(row.code), { ...row, code: String(row.code) }]),
);

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

/** The code of a status of HTTP that none names. */
const codeOfStatus = (text: string): string =>
  /^5\d\d$/.test(text) ? 'halo/server' : /^[34]\d\d$/.test(text) ? 'halo/api' : '';

function explanationOf(code: string): Explanation {
  const wanted = code.toLowerCase();
  const known = explanations();
  const find = (name: string): Explanation | undefined =>
    known.find((one) => one.code === name || one.also.includes(name));
  const found = find(wanted) ?? find(codeOfStatus(wanted));
  if (found) return found;
  const meant = nearest(
    wanted,
    known.flatMap((one) => [one.code, ...one.also]),
  );
  throw new UsageError(`Unknown error code "${code}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: '"halo explain" lists them.',
  });
}
