import type { CommanderError } from 'commander';
import type { Vocabulary } from 'halopsa-catalogue/errors';
import { reportCommand, waitLonger } from 'halopsa-catalogue/next-steps';
import { flagWords } from './bulk/flag-words.js';
import { type ExitCode, exitCode, exitOfError } from './exit-code.js';
import type { ErrorReport } from './output/error-block.js';
import { systemReport } from './system-error.js';

/** What of an error is told, and with which code the command ends. */
export interface Verdict {
  readonly report: ErrorReport | undefined;
  readonly exit: ExitCode;
}

/** The fields that the errors of the client carry, read by name so that the client need not be loaded to judge one. */
interface Told extends Partial<Omit<ErrorReport, 'message'>> {
  readonly name?: string;
  readonly message: string;
  readonly body?: unknown;
  /** Errors of bulk work are put into words by the face that shows them. */
  readonly worded?: (words: Vocabulary) => { readonly message: string; readonly nextStep: string };
}

/** Judges an error. */
export function judge(error: unknown, signal: AbortSignal): Verdict {
  // By code and not by class: a part that was loaded by itself has classes of its own.
  const code = codeOf(error);
  if (code.startsWith('commander.')) return judgeCommandLine(error as CommanderError);
  if (code === 'cli/usage') return { report: pick(error as Told), exit: exitCode.usage };
  if (code === 'cli/not-taken') return { report: undefined, exit: exitCode.notTaken };
  if (code === 'cli/interrupted' || signal.aborted)
    return { report: interruption(error), exit: exitCode.interrupted };
  if (isClientError(error)) return { report: pick(error), exit: exitOf(error) };
  const ofSystem = systemReport(error);
  if (ofSystem) return { report: ofSystem, exit: exitCode.failed };
  const message = error instanceof Error ? error.message : String(error);
  return {
    report: {
      code: 'cli/unexpected',
      message: `Unexpected: ${message}`,
      nextStep: reportCommand,
    },
    exit: exitCode.failed,
  };
}

/** Help and version reach us as errors without a fault; all else is a mistake in the line. */
function judgeCommandLine(error: CommanderError): Verdict {
  if (error.exitCode === 0 || error.code === 'commander.help')
    return { report: undefined, exit: exitCode.ok };
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const nextStep = rest.join(' ').trim();
  const message = first.charAt(0).toUpperCase() + first.slice(1);
  return {
    report: { code: 'cli/usage', message, ...(nextStep ? { nextStep } : {}) },
    exit: exitCode.usage,
  };
}

/** A token server that is broken or not there is no matter of the credentials. */
function exitOf(error: Told): ExitCode {
  const status = error.status ?? 0;
  if (error.code === 'halo/token' && (status === 404 || status >= 500)) return exitCode.failed;
  return (error.code && exitOfError[error.code]) || exitCode.failed;
}

const interruption = (error: unknown): ErrorReport => ({
  code: 'cli/interrupted',
  message: codeOf(error) === 'cli/interrupted' ? (error as Error).message : 'Stopped.',
});

const codeOf = (error: unknown): string => {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : '';
};

const isClientError = (error: unknown): error is Told => /^(halo|cli)\//.test(codeOf(error));

const withExtraField =
  'Halo would accept it and change nothing, so nothing was sent. --extra-field NAME=VALUE sends a field that you are sure of.';

/** What helps, with flags in the place of options of the client. */
const inFlags = (name: string | undefined, nextStep: string | undefined): string | undefined =>
  name === 'HaloBodyError'
    ? withExtraField
    : nextStep?.replace(waitLonger, 'Try again then, or allow a longer wait with --max-wait.');

const pick = (error: Told): ErrorReport =>
  reportOf(error.worded ? { ...error, ...error.worded(flagWords) } : error);

const reportOf = ({
  code = 'cli/unexpected',
  message,
  nextStep,
  status,
  operation,
  requestId,
  errors,
  records,
  answer,
  body,
  name,
}: Told): ErrorReport =>
  Object.fromEntries(
    Object.entries({
      code,
      message,
      nextStep: inFlags(name, nextStep),
      status,
      operation,
      requestId,
      errors,
      records,
      answer: code === 'halo/not-deleted' ? body : answer,
    }).filter(([, value]) => value !== undefined),
  ) as unknown as ErrorReport;
