import { type SettingName, type Settings, settingNames } from '../config/settings.js';
import type { Host } from '../host.js';
import { Interrupted } from '../interrupted.js';
import { urlProblem } from './tenant-url.js';

const instructions = [
  'An API application gives halo its own way into your tenant. In Halo:',
  '1. Configuration > Integrations > Halo API > View Applications > New',
  '2. Authentication method "Client ID and Secret (Services)"; log in as an agent with the rights that you want halo to have',
  '3. Tab Permissions: tick "all", or only what you need',
  '4. Save, and copy the client id and the secret: the secret is shown once',
].join('\n');

type Check = (value: string | undefined) => string | undefined;

/** Asks for every setting; what was there before is the answer that Enter gives. The secret is never shown. */
export async function askSettings(known: Settings, host: Host): Promise<Settings> {
  const prompts = await import('@clack/prompts');
  const streams = {
    input: host.stdin as NodeJS.ReadStream,
    output: host.stderr as NodeJS.WriteStream,
    signal: host.signal,
  };
  const answered = (answer: string | symbol): string => {
    if (typeof answer === 'string') return answer;
    throw new Interrupted('Stopped. Nothing was saved.');
  };
  const text = async (
    name: SettingName,
    message: string,
    validate?: Check,
  ): Promise<[SettingName, string]> => {
    const options = {
      message,
      initialValue: known[name] ?? '',
      ...(validate ? { validate } : {}),
      ...streams,
    };
    return [name, answered(await prompts.text(options)).trim()];
  };
  const filled: Check = (value) => (value?.trim() ? undefined : 'It is needed.');
  prompts.note(instructions, 'What you need', streams);
  const answers = [
    await text('tenant_url', 'Tenant URL', urlProblem),
    await text('client_id', 'Client ID', filled),
  ];
  const keep = known.client_secret === undefined ? '' : ' (Enter keeps the one that is saved)';
  const secret = answered(
    await prompts.password({
      message: `Client secret${keep}`,
      ...(keep ? {} : { validate: filled }),
      ...streams,
    }),
  );
  answers.push(
    await text('scope', 'Scope (Enter for all)'),
    await text('tenant', 'Tenant name (Enter for none)'),
  );
  const entries = [...answers, ...(secret ? [['client_secret', secret] as const] : [])].filter(
    ([, value]) => value !== '',
  );
  const cleared = new Set(answers.filter(([, value]) => value === '').map(([name]) => name));
  const kept = settingNames.flatMap((name) =>
    known[name] === undefined || cleared.has(name) ? [] : [[name, known[name]]],
  );
  return Object.fromEntries([...kept, ...entries]);
}
