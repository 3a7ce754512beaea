import type { Command } from 'commander';
import { mask } from 'halopsa-ground';
import { type ConfigFile, configPath, editConfig, readConfigFile } from '../config/config-file.js';
import { findSettings } from '../config/resolve-settings.js';
import { defaultProfile, settingNames } from '../config/settings.js';
import { confirm } from '../confirm.js';
import { withContext } from '../context.js';
import type { Host } from '../host.js';
import { nearest } from '../nearest.js';
import { addSharedOptions } from '../shared-options.js';
import { UsageError } from '../usage-error.js';

/** `halo profile list|use|show|remove`: several tenants in one configuration file. */
export function addProfileCommand(program: Command, host: Host): void {
  const profile = addSharedOptions(
    program
      .command('profile')
      .summary('list, use, show and remove profiles')
      .description('Settings of several tenants in one file; "halo configure --profile <name>" makes one.')
      .helpCommand(false)
      .addHelpText('after', '\nExample:\n  halo profile use default'),
  );
  addList(profile, host);
  addUse(profile, host);
  addShow(profile, host);
  addRemove(profile, host);
}

function addList(profile: Command, host: Host): void {
  const list = profile.command('list').summary('list them').description('List the profiles; a star marks the one in use.');
  addSharedOptions(list.addHelpText('after', '\nExample:\n  halo profile list')).action((_options: unknown, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      const { profiles, current } = await readConfigFile(configPath(host));
      const rows = Object.entries(profiles).map(([name, { tenant_url, client_id }]) => ({
        current: name === current ? '*' : '',
        name,
        tenant_url: tenant_url ?? '',
        client_id: client_id ?? '',
      }));
      await printer.rows(rows, ['current', 'name', 'tenant_url', 'client_id']);
    }),
  );
}

function addUse(profile: Command, host: Host): void {
  const use = profile
    .command('use')
    .summary('use one from now on')
    .description('Use a profile where the line names none.')
    .argument('<name>', 'name of the profile');
  addSharedOptions(use.addHelpText('after', '\nExample:\n  halo profile use default')).action(
    (name: string, _options: unknown, running: Command) =>
      withContext(running, host, async ({ note }) => {
        const path = configPath(host);
        demandKnown(name, await readConfigFile(path));
        await editConfig(path, (document) => (name === defaultProfile ? document.delete('profile') : document.set('profile', name)));
        note(`The profile ${name} is used from now on.`);
      }),
  );
}

function addShow(profile: Command, host: Host): void {
  const show = profile
    .command('show')
    .summary('show one with the origin of each setting')
    .description('Show the settings as they are in force, and where each comes from; the secret is not shown.')
    .argument('[name]', 'name of the profile');
  addSharedOptions(show.addHelpText('after', '\nExample:\n  halo profile show')).action(
    (name: string | undefined, _options: unknown, running: Command) =>
      withContext(running, host, async ({ globals, printer }) => {
        const {
          settings,
          origins,
          profile: used,
        } = await findSettings({ settings: globals.settings, profile: name ?? globals.profile }, host);
        const rows = settingNames
          .filter((key) => origins[key] !== undefined)
          .map((key) => ({ profile: used, setting: key, value: key === 'client_secret' ? mask : settings[key], origin: origins[key] }));
        await printer.rows(rows, ['setting', 'value', 'origin']);
      }),
  );
}

function addRemove(profile: Command, host: Host): void {
  const remove = profile
    .command('remove')
    .summary('remove one')
    .description('Remove a profile from the file; asks first.')
    .argument('<name>', 'name of the profile')
    .option('--yes', 'do not ask');
  addSharedOptions(remove.addHelpText('after', '\nExample:\n  halo profile remove default --yes')).action(
    (name: string, options: { yes?: true }, running: Command) =>
      withContext(running, host, async (context) => {
        const path = configPath(host);
        const config = await readConfigFile(path);
        demandKnown(name, config);
        if (!(await confirm(`Remove the profile ${name} from ${path}?`, options.yes === true, context)))
          return context.note('Nothing was removed.');
        if (config.profiles[name]?.secret_in_keychain) await (await import('../config/keychain.js')).forgetSecret(name);
        await editConfig(path, (document) => {
          if (name === defaultProfile) for (const key of [...settingNames, 'secret_in_keychain']) document.delete(key);
          else document.deleteIn(['profiles', name]);
          if (config.current === name) document.delete('profile');
        });
        context.note(`Removed the profile ${name}.`);
      }),
  );
}

function demandKnown(name: string, { profiles }: ConfigFile): void {
  if (profiles[name]) return;
  const meant = nearest(name, Object.keys(profiles));
  throw new UsageError(`There is no profile "${name}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: `There are: ${Object.keys(profiles).join(', ')}.`,
  });
}
