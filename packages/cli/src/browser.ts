import { spawn } from 'node:child_process';
import { environmentForOthers, type Host } from './host.js';
import { UsageError } from './usage-error.js';

/** The program that opens an address: `BROWSER`, or what the system has for it. */
function openerOf({ env }: Host): [program: string, ...args: string[]] {
  if (env['BROWSER']) return [env['BROWSER']];
  if (process.platform === 'darwin') return ['open'];
  // The first argument of start is a title; rundll32 takes the address as it is, without a shell.
  return process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}

/** Opens a web address in the person's browser. Throws a UsageError where there is none. */
export async function openInBrowser(url: string, host: Host): Promise<void> {
  const [program, ...args] = openerOf(host);
  const child = spawn(program, [...args, url], {
    stdio: 'ignore',
    detached: true,
    env: environmentForOthers(host),
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(
        new UsageError(`Cannot open a browser (${program}).`, {
          cause,
          nextStep: `Open it yourself: ${url}`,
        }),
      ),
    );
  });
  child.unref();
}
