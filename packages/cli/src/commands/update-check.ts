import { configPath, editConfig } from '../config/config-file.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { Failed } from '../failed.js';
import { ownVersion } from '../own-version.js';
import { isNewer, newestVersion, packageName } from '../setup/newest-version.js';

/** `halo update-check`: asks npm whether there is a newer version; `on` lets `halo doctor` ask too, which it does not by default. */
export const command: CommandSpec = defineCommand({
  description:
    'Ask npm, with the registry that it is set to, whether there is a newer halo. With on or off, say whether "halo doctor" asks as well.',
  arguments: {
    choice: argument('[choice]', 'whether "halo doctor" asks', { choices: ['on', 'off'] }),
  },
  example: 'halo update-check off',
  async run({ choice }, { host, note, printer, globals }) {
    if (choice !== undefined) {
      await editConfig(configPath(host), (document) =>
        document.set('update_check', choice === 'on'),
      );
      return note(
        `"halo doctor" ${choice === 'on' ? 'asks' : 'does not ask'} npm for newer versions from now on.`,
      );
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
  },
});
