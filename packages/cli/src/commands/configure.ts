import type { Command } from 'commander';
import { configPath, readConfig, writeConfig } from '../config/config-file.js';
import { type SettingName, type Settings, settingNames } from '../config/settings.js';
import { type Context, withContext } from '../context.js';
import { addSettingOptions, addSharedOptions, settingFlags } from '../globals.js';
import { type Host, isInteractive } from '../host.js';
import { Interrupted } from '../interrupted.js';
import { UsageError } from '../usage-error.js';

/** `halo configure`: asks for the credentials, or takes them as flags, and keeps them in a file that only its owner may read. */
export function addConfigureCommand(program: Command, host: Host): void {
  const command = program
    .command('configure')
    .summary('save the credentials of a tenant')
    .description('Save tenant URL, client id and client secret to the configuration file; asks for what is not given as a flag.');
  addSharedOptions(addSettingOptions(command)).action((_options: unknown, running: Command) =>
    withContext(running, host, (context) => runConfigure({ ...context.globals.settings, ...settingFlags(running) }, context)),
  );
}

async function runConfigure(given: Settings, context: Context): Promise<void> {
  const { host } = context;
  const path = configPath(host);
  const before = await readConfig(path);
  const settings = isInteractive(host) && !isComplete(given) ? await ask({ ...before, ...given }, host) : { ...before, ...given };
  if (!isComplete(settings)) {
    throw new UsageError('There is no terminal to ask on. Nothing was saved.', {
      nextStep: 'Give --tenant-url, --client-id and --client-secret after "configure".',
    });
  }
  const tenantUrl = normaliseUrl(settings.tenant_url);
  await writeConfig(path, { ...settings, tenant_url: tenantUrl });
  if (context.globals.json) await context.printer.value({ path, tenant_url: tenantUrl, client_id: settings.client_id });
  else context.note(`Saved to ${path}, which only you can read. Try "halo tickets list".`);
}

type Complete = Settings & { readonly tenant_url: string; readonly client_id: string; readonly client_secret: string };

const isComplete = (settings: Settings): settings is Complete =>
  settings.tenant_url !== undefined && settings.client_id !== undefined && settings.client_secret !== undefined;

function normaliseUrl(text: string): string {
  const problem = urlProblem(text);
  if (problem) throw new UsageError(`The tenant URL "${text}" is not a web address. Nothing was saved.`, { nextStep: problem });
  return withScheme(text).replace(/\/+$/, '');
}

const withScheme = (text: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);

function urlProblem(text: string | undefined): string | undefined {
  const url = URL.canParse(withScheme(text ?? '')) ? new URL(withScheme(text ?? '')) : undefined;
  const fine = url && /^https?:$/.test(url.protocol) && url.hostname !== '' && !/\s/.test((text ?? '').trim());
  return fine ? undefined : 'It looks like https://company.halopsa.com.';
}

/** Asks for every setting; what was there before is the answer that Enter gives. The secret is never shown. */
async function ask(known: Settings, host: Host): Promise<Settings> {
  const prompts = await import('@clack/prompts');
  const streams = { input: host.stdin as NodeJS.ReadStream, output: host.stderr as NodeJS.WriteStream, signal: host.signal };
  const answered = (answer: string | symbol): string => {
    if (typeof answer === 'string') return answer;
    throw new Interrupted('Stopped. Nothing was saved.');
  };
  const text = async (
    name: SettingName,
    message: string,
    validate?: (value: string | undefined) => string | undefined,
  ): Promise<[SettingName, string]> => {
    const options = { message, initialValue: known[name] ?? '', ...(validate ? { validate } : {}), ...streams };
    return [name, answered(await prompts.text(options)).trim()];
  };
  const filled = (value: string | undefined): string | undefined => (value?.trim() ? undefined : 'It is needed.');
  prompts.intro('In Halo: Configuration > Integrations > Halo API > View Applications > New, method "Client ID and Secret".', streams);
  const answers = [await text('tenant_url', 'Tenant URL', urlProblem), await text('client_id', 'Client ID', filled)];
  const keep = known.client_secret === undefined ? '' : ' (Enter keeps the one that is saved)';
  const secret = answered(await prompts.password({ message: `Client secret${keep}`, ...(keep ? {} : { validate: filled }), ...streams }));
  answers.push(await text('scope', 'Scope (Enter for all)'), await text('tenant', 'Tenant name (Enter for none)'));
  const entries = [...answers, ...(secret ? [['client_secret', secret] as const] : [])].filter(([, value]) => value !== '');
  const cleared = new Set(answers.filter(([, value]) => value === '').map(([name]) => name));
  const kept = settingNames.flatMap((name) => (known[name] === undefined || cleared.has(name) ? [] : [[name, known[name]]]));
  return Object.fromEntries([...kept, ...entries]);
}
