import type { CheckedPlan } from 'halopsa-bulk';
import { oneLine } from 'halopsa-ground';
import type { Context } from '../context.js';
import { isInteractive } from '../host.js';
import { Interrupted } from '../interrupted.js';
import { grouped } from '../output/grouped.js';
import { UsageError } from '../usage-error.js';

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
export async function confirmByTyping(
  { header, footer, path }: CheckedPlan,
  yes: boolean,
  { host }: Context,
): Promise<void> {
  const { counts } = footer;
  const touched = counts.update + counts.create + counts.delete;
  if (yes || (counts.delete === 0 && touched <= mostWithoutAsking)) return;
  const count = counts.delete > 0 ? counts.delete : touched;
  const records = `${grouped(count)} ${count === 1 ? 'record' : 'records'} of ${header.resource}`;
  const what = `${counts.delete > 0 ? 'deletes' : 'changes'} ${records}`;
  const number = String(count);
  if (!isInteractive(host))
    throw new UsageError(`This plan ${what}. Cannot ask without a terminal. Nothing was sent.`, {
      nextStep: 'Add --yes to go ahead without a question.',
    });
  const prompts = await import('@clack/prompts');
  const streams = {
    input: host.stdin as NodeJS.ReadStream,
    output: host.stderr as NodeJS.WriteStream,
  };
  const names = counts.delete > 0 ? await deletedNames(path, counts.delete) : '';
  const message = `This plan ${what}${names}. Type ${number} to go ahead.`;
  const answer = await prompts.text({ message, signal: host.signal, ...streams });
  if (prompts.isCancel(answer) || answer?.trim() !== number)
    throw new Interrupted('Stopped. Nothing was sent.');
}
