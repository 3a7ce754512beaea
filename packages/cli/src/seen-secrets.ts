import type { Command } from 'commander';
import { isSecretName, redactedFields, withoutSignatures } from 'halopsa-ground';

/** What of the line other users of this computer can see in its list of processes although it is a secret, one sentence for each. */
export function seenSecrets(command: Command): string[] {
  const given = command.options.filter(({ long }) => !ownWarning.has(long ?? ''));
  const flags = given.flatMap((option) => {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli') return [];
    const values = [command.getOptionValue(name) as unknown].flat();
    const texts = values.filter((value) => typeof value === 'string');
    if (isSecretName(name.replaceAll(/[A-Z]/g, '_$&')) && texts.length > 0)
      return [hidden(option.long ?? '')];
    // In a text for people, such as a summary, `code=5` is no secret.
    const takesFields = /<[^<]*(?:=|json)/.test(option.flags);
    const isFound =
      takesFields &&
      values.some((value) => holdsSecret(Array.isArray(value) ? value.join('=') : String(value)));
    return isFound
      ? [hidden(`a secret in ${option.long}`)]
      : addressWarning(option.long ?? '', texts);
  });
  return [...flags, ...addressWarning('an argument', command.args)];
}

/** These say so themselves, each with its own remedy. */
const ownWarning = new Set(['--client-secret', '--forward']);

const hidden = (what: string): string => `${visible(what)}; --data @file or --data - hides it.`;
const visible = (what: string): string =>
  `Other users of this computer can see ${what} in the list of processes`;

const addressWarning = (what: string, texts: readonly string[]): string[] =>
  texts.some(isAddressWithSecret)
    ? [`${visible(`the password or key in the address of ${what}`)}; leave it out of the address.`]
    : [];

function isAddressWithSecret(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]{0,20}:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { password, search } = new URL(text);
  return password !== '' || withoutSignatures(search) !== search;
}

/** `name=value`, `name:=value` and `Name: value` under the name of a secret, or JSON with such a field; what a file holds is not seen. */
function holdsSecret(text: string): boolean {
  const [, name = '', value = ''] =
    /^([\w.[\]-]{1,100})(?::=|=|:\s)\s{0,9}(.{1,3})/s.exec(text) ?? [];
  const [last = ''] = name.split('.').slice(-1);
  if (isSecretName(last) && !/^[@-]/.test(value)) return true;
  if (!/^\s{0,99}[[{]/.test(text)) return false;
  try {
    const parsed: unknown = JSON.parse(text);
    return JSON.stringify(redactedFields(parsed)) !== JSON.stringify(parsed);
  } catch {
    return false;
  }
}
