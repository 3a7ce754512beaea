import { shownText } from 'halopsa-ground';
import type { Context } from './context.js';
import { isInteractive } from './host.js';
import { Interrupted } from './interrupted.js';
import { UsageError } from './usage-error.js';

/** Asks before something is lost; true with `--yes`. Throws a UsageError where nobody can be asked, and Interrupted on Ctrl-C. */
export async function confirm(question: string, yes: boolean, { host }: Context): Promise<boolean> {
  if (yes) return true;
  if (!isInteractive(host)) {
    throw new UsageError(`${question} Cannot ask without a terminal. Nothing was sent.`, {
      nextStep: 'Add --yes to go ahead without a question.',
    });
  }
  const prompts = await import('@clack/prompts');
  const streams = {
    input: host.stdin as NodeJS.ReadStream,
    output: host.stderr as NodeJS.WriteStream,
  };
  const answer = await prompts.confirm({
    message: shownText(question),
    initialValue: false,
    signal: host.signal,
    ...streams,
  });
  if (prompts.isCancel(answer)) throw new Interrupted('Stopped. Nothing was sent.');
  return answer;
}
