import type { ApplyOptions, ApplyResult, CheckedPlan } from 'halopsa-bulk';
import type { ErrorCode } from 'halopsa-catalogue/errors';
import { commandWord } from 'halopsa-ground';
import type { Context } from '../context.js';
import { Interrupted } from '../interrupted.js';
import { print } from '../output/print.js';
import { flagWords } from './flag-words.js';
import { watchRows } from './tenant.js';

const shownReasons = 5;

/** Carries a job out and says what became of it; throws where rows failed. */
export async function runJob(
  plan: CheckedPlan,
  context: Context,
  work: (options: ApplyOptions) => Promise<ApplyResult>,
): Promise<void> {
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
  if (context.globals.json) await context.printer.value({ ...result });
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
  backup === undefined
    ? []
    : [`The deleted records are kept in ${backup}, one a line, as they were.`];

/** What became of a job, in one line. */
export const resultLine = ({ done, failed, unknown, skipped, verified }: ApplyResult): string =>
  `${done} done, ${failed} failed, ${unknown} unknown, ${skipped} left alone; ${verified} read back and found as sent.`;

async function unfinished(
  { failed, unknown, path }: ApplyResult,
  plan: CheckedPlan,
): Promise<Error> {
  const { findReasons, isReconcilable, reasonList } = await import('halopsa-bulk');
  const reasons = await findReasons(path, { outcomes: ['failed', 'unknown'] });
  const listed = reasonList(reasons, { shown: shownReasons, plan: path, words: flagWords });
  const message = `${failed} rows failed and ${unknown} are unknown; all others are as planned.${listed}`;
  const look =
    unknown > 0 && isReconcilable(plan.header.match, plan.header.marker)
      ? `"halo bulk resume ${commandWord(path)}" looks the unknown ones up by their key.`
      : '';
  const failedToo =
    failed > 0 ? ' writes the failed ones to a file that can be corrected and planned again' : '';
  const unknownToo =
    unknown > 0
      ? ' writes the unknown ones to failed.unknown.csv; planned again, they are looked up before anything is made'
      : '';
  const write = `"halo bulk export ${commandWord(path)} --failure failed.csv"${[failedToo, unknownToo].filter(Boolean).join(', and')}.`;
  const nextStep = [look, write].filter(Boolean).join(' ');
  return Object.assign(new Error(message), {
    code: 'halo/bulk-failures' satisfies ErrorCode,
    nextStep,
  });
}
