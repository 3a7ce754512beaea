import { type Command, Option } from 'commander';
import type { ApplyOptions, ApplyResult, CheckedPlan, Verify } from 'halopsa-bulk';
import { commandWord, oneLine } from 'halopsa-ground';
import { type Context, withContext } from '../../context.js';
import { type Host, isInteractive } from '../../host.js';
import { Interrupted } from '../../interrupted.js';
import { grouped } from '../../output/grouped.js';
import { print } from '../../output/print.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';
import { wholeNumber } from './option-values.js';
import { openTenant, watchRows } from './tenant.js';

/** What the options of `apply`, `resume` and `import` say. */
export interface RunFlags {
  readonly verify: Verify;
  readonly force?: true;
  readonly skipErrors?: true;
  readonly yes?: true;
  readonly maxRows?: number;
  readonly maxDeletes?: number;
  readonly maxFailures?: number;
}

/** Adds the options that every running job knows. */
export function addRunOptions(command: Command): Command {
  const options = [
    new Option('--verify <rows>', 'rows to read again afterwards, to check that Halo kept the values: all, a sample of 20, or none')
      .choices(['all', 'sample', 'none'])
      .default('sample'),
    new Option('--max-failures <count>', 'stop once more rows than this have failed').argParser(wholeNumber),
    new Option('--force', 'also change records that somebody has changed since the plan was made'),
  ];
  for (const option of options) command.addOption(option);
  return addSharedOptions(command);
}

/** `halo bulk apply`: does what a plan says. */
export function addApply(bulk: Command, host: Host): void {
  const command = bulk
    .command('apply')
    .summary('carry out a plan')
    .description(
      'Send the rows of a plan to Halo. Each record is checked first, and what became of it is noted, so that "halo bulk resume" can go on after an interruption.',
    )
    .argument('<plan>', 'file that "halo bulk plan" has written')
    .option('--yes', 'do not ask for confirmation')
    .option('--skip-errors', 'apply the good rows of a plan that has rows with errors')
    .addOption(new Option('--max-rows <count>', 'refuse a plan that changes more records than this').argParser(wholeNumber))
    .addOption(new Option('--max-deletes <count>', 'refuse a plan that deletes more records than this').argParser(wholeNumber))
    .addHelpText('after', '\nExample:\n  halo bulk apply tax.plan --verify all');
  addRunOptions(command).action((path: string, options: RunFlags, running: Command) =>
    withContext(running, host, async (context) => {
      const { applyPlan, checkPlan } = await import('halopsa-bulk');
      const plan = await checkPlan(path);
      const tenant = await openTenant(context);
      await confirmByTyping(plan, options, context);
      await runJob(plan, context, (more) => applyPlan(path, tenant, { ...options, ...more }));
    }),
  );
}

/** `halo bulk resume`: goes on where a job was cut off. */
export function addResume(bulk: Command, host: Host): void {
  const command = bulk
    .command('resume')
    .summary('continue a job that was interrupted')
    .description('Continue a plan that was begun. Rows whose answers were lost are looked up first, then the rest is sent.')
    .argument('<plan>', 'file that "halo bulk plan" has written')
    .addHelpText('after', '\nExample:\n  halo bulk resume tax.plan');
  addRunOptions(command).action((path: string, options: RunFlags, running: Command) =>
    withContext(running, host, async (context) => {
      const { checkPlan, resumePlan } = await import('halopsa-bulk');
      const plan = await checkPlan(path);
      const tenant = await openTenant(context);
      await runJob(plan, context, (more) => resumePlan(path, tenant, { ...options, ...more }));
    }),
  );
}

async function runJob(plan: CheckedPlan, context: Context, work: (options: ApplyOptions) => Promise<ApplyResult>): Promise<void> {
  const { path } = plan;
  const progress = await watchRows(plan, context);
  let result: ApplyResult;
  try {
    result = await work({ onProgress: (rows) => progress.add(rows), onWarning: context.note });
  } catch (error) {
    throw context.host.signal.aborted ? new Interrupted(await stopText(path)) : error;
  } finally {
    progress.end();
  }
  if (context.globals.json) await context.printer.value(result);
  else print(context.host, `${[resultLine(result), ...backupLines(result)].join('\n')}\n`);
  if (result.failed + result.unknown > 0) throw await unfinished(result, plan);
}

/** What a person who stopped a job has to know: a plan that was not begun yet is applied like any other. */
async function stopText(path: string): Promise<string> {
  const { readStatus } = await import('halopsa-bulk');
  const status = await readStatus(path).catch(() => undefined);
  return status?.state === 'planned'
    ? `Stopped. Nothing was sent; "halo bulk apply ${commandWord(path)}" begins anew.`
    : `Stopped. What was done is noted: "halo bulk resume ${commandWord(path)}" goes on with the rest.`;
}

/** Where the records are that a job has deleted. */
export const backupLines = ({ backup }: Pick<ApplyResult, 'backup'>): string[] =>
  backup === undefined ? [] : [`The deleted records are kept in ${backup}, one a line, as they were.`];

/** What became of a job, in one line. */
export const resultLine = ({ done, failed, unknown, skipped, verified }: ApplyResult): string =>
  `${done} done, ${failed} failed, ${unknown} unknown, ${skipped} left alone; ${verified} read back and found as sent.`;

async function unfinished({ failed, unknown, path }: ApplyResult, plan: CheckedPlan): Promise<Error> {
  const message = `${failed} rows failed and ${unknown} are unknown; all others are as planned.`;
  const { isReconcilable } = await import('halopsa-bulk');
  const look =
    unknown > 0 && isReconcilable(plan.header.match, plan.header.marker)
      ? `"halo bulk resume ${commandWord(path)}" looks the unknown ones up by their key.`
      : '';
  const failedToo = failed > 0 ? ' writes the failed ones to a file that can be corrected and planned again' : '';
  const unknownToo =
    unknown > 0 ? ' writes the unknown ones to failed.unknown.csv; planned again, they are looked up before anything is made' : '';
  const write = `"halo bulk export ${commandWord(path)} --failure failed.csv"${[failedToo, unknownToo].filter(Boolean).join(', and')}.`;
  const nextStep = [look, write].filter(Boolean).join(' ');
  return Object.assign(new Error(message), { code: 'halo/bulk-failures', nextStep });
}

const mostWithoutAsking = 500;
const namesShown = 5;

/** The first records that a plan deletes, by name and id. */
async function deletedNames(path: string, total: number): Promise<string> {
  const { findRows } = await import('halopsa-bulk');
  const names: string[] = [];
  for await (const { id, name } of findRows(path, { actions: ['delete'] })) {
    names.push(name === undefined ? String(id) : `${oneLine(name).slice(0, 40)} (${id})`);
    if (names.length >= namesShown) break;
  }
  const more = total - names.length;
  return `: ${names.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** Deletes, and more than 500 rows, are confirmed by typing their number. */
export async function confirmByTyping({ header, footer, path }: CheckedPlan, { yes }: RunFlags, { host }: Context): Promise<void> {
  const { counts } = footer;
  const touched = counts.update + counts.create + counts.delete;
  if (yes || (counts.delete === 0 && touched <= mostWithoutAsking)) return;
  const count = counts.delete > 0 ? counts.delete : touched;
  const records = `${grouped(count)} ${count === 1 ? 'record' : 'records'} of ${header.resource}`;
  const what = `${counts.delete > 0 ? 'deletes' : 'changes'} ${records}`;
  const number = String(count);
  if (!isInteractive(host))
    throw new UsageError(`This plan ${what}. There is no terminal to ask on. Nothing was sent.`, {
      nextStep: 'Add --yes to go ahead without a question.',
    });
  const prompts = await import('@clack/prompts');
  const streams = { input: host.stdin as NodeJS.ReadStream, output: host.stderr as NodeJS.WriteStream };
  const names = counts.delete > 0 ? await deletedNames(path, counts.delete) : '';
  const message = `This plan ${what}${names}. Type ${number} to go ahead.`;
  const answer = await prompts.text({ message, signal: host.signal, ...streams });
  if (prompts.isCancel(answer) || answer?.trim() !== number) throw new Interrupted('Stopped. Nothing was sent.');
}
