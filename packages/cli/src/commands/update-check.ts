import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Argument, type Command } from 'commander';
import { configPath, editConfig } from '../config/config-file.js';
import { withContext } from '../context.js';
import { Failed } from '../failed.js';
import { environmentForOthers, type Host } from '../host.js';
import { ownVersion } from '../own-version.js';
import { addSharedOptions } from '../shared-options.js';

const packageName = 'halopsa-cli';

/** `halo update-check`: asks npm whether there is a newer version; `on` lets `halo doctor` ask too, which it does not by default. */
export function addUpdateCheckCommand(program: Command, host: Host): void {
  const command = program
    .command('update-check')
    .summary('look for newer versions (off by default)')
    .description(
      'Ask npm, with the registry that it is set to, whether there is a newer halo. With on or off, say whether "halo doctor" asks as well.',
    )
    .addArgument(new Argument('[choice]', 'whether "halo doctor" asks').choices(['on', 'off']))
    .addHelpText('after', '\nExample:\n  halo update-check off');
  addSharedOptions(command).action((choice: 'on' | 'off' | undefined, _options: unknown, running: Command) =>
    withContext(running, host, async ({ note, printer, globals }) => {
      if (choice !== undefined) {
        await editConfig(configPath(host), (document) => document.set('update_check', choice === 'on'));
        return note(`"halo doctor" ${choice === 'on' ? 'asks' : 'does not ask'} npm for newer versions from now on.`);
      }
      const newest = await newestVersion(host);
      if (newest === undefined)
        throw new Failed(
          'cli/update-check',
          'npm could not say which version is the newest.',
          'Check that npm is installed and reaches its registry.',
        );
      const own = ownVersion();
      if (globals.json) await printer.value({ own, newest });
      else
        note(
          isNewer(newest, own)
            ? `There is a newer version, ${newest}: npm install --global ${packageName}`
            : `This is the newest version, ${own}.`,
        );
    }),
  );
}

/** The newest version that npm knows of, or undefined where it cannot say. */
export async function newestVersion(host: Host): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('npm', ['view', packageName, 'version'], {
      timeout: 15_000,
      signal: host.signal,
      env: environmentForOthers(host),
      shell: process.platform === 'win32',
    });
    return /^\d+\.\d+\.\d+/.exec(stdout.trim())?.[0];
  } catch {
    return undefined;
  }
}

/** Whether one version comes after another. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  for (const at of [0, 1, 2]) if ((a?.[at] ?? 0) !== (b?.[at] ?? 0)) return (a?.[at] ?? 0) > (b?.[at] ?? 0);
  return false;
}
