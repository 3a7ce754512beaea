import { maskedValue, maskOf, secretsOf, withoutSecrets } from 'halopsa-ground';
import { type Fields, type FieldValue, isPlainObject } from '../codec/json-value.js';
import { toldError } from '../codec/told-error.js';
import type { Exchange, Reply } from './exchange.js';
import { type HeldSecrets, textsOf } from './held-secrets.js';

/** The secrets that an answer may repeat: those of the request, and those that the client holds besides. */
export async function knownSecrets(
  { url, headers, body }: Pick<Exchange, 'url' | 'headers' | 'body'>,
  held: HeldSecrets | undefined,
): Promise<string[]> {
  const carried = secretsOf({ url, headers: Object.entries(headers), body });
  return held ? [...carried, ...(await textsOf(held))] : carried;
}

/** A server may repeat what it was sent: its words go into errors, and errors into logs. */
export const withoutKnown = async (
  text: string,
  exchange: Exchange,
  held: HeldSecrets | undefined,
): Promise<string> => withoutSecrets(text, await knownSecrets(exchange, held));

/** Masks what an answer of success says of a failure or in a warning, of which errors and logs are made; all else stays as it is. */
export async function maskWords(
  reply: Reply,
  exchange: Exchange,
  held: HeldSecrets,
): Promise<Reply> {
  const { value } = reply;
  if (![value].flat().some((record) => wordsIn(record) !== undefined)) return reply;
  const masked = maskOf(await knownSecrets(exchange, held));
  const shown = (record: unknown): unknown => {
    const words = wordsIn(record);
    return words ? { ...(record as object), ...(maskedValue(words, masked) as object) } : record;
  };
  return { ...reply, value: Array.isArray(value) ? value.map(shown) : shown(value) };
}

/** The fields of a record that are words of the server and not data; undefined where there are none. */
function wordsIn(record: unknown): Fields | undefined {
  if (!isPlainObject(record)) return undefined;
  if (toldError(record) !== undefined) return record;
  const { _warning, report } = record;
  const failed = isPlainObject(report) && isWord(report.load_error);
  if (!isWord(_warning) && !failed) return undefined;
  return { ...(isWord(_warning) && { _warning }), ...(failed && { report }) };
}

const isWord = (value: FieldValue): boolean => typeof value === 'string' && value !== '';
