/** What stands in the place of a secret. */
export const mask = '***';

const longestName = 128;
const secretName =
  /secret|token(?!_?type|_?url|_?endpoint)|passw|passphrase|passcode|^pwd$|_pwd$|api[_-]?key|private[_-]?key|access[_-]?key|subscription[_-]?key|authorization|assertion|credential|cookie|^code$|^(?:auth|oauth|authorization)_?code$|verifier|^pin$|^otp$|_otp$|connection_?string|^jwt$|^x-(?:amz|goog|ms)-(?:signature|credential|security)|^awsaccesskeyid$|^x-.*key$/i;
/** What is a secret in the address of a request alone: `state` is also a part of an address of people. */
const secretParameter = /^(?:sig|signature|policy|key|key-pair-id|googleaccessid|session(?:_?id)?|nonce|state|code_challenge)$/i;

/** Whether what stands under a name, of a field, a header or a parameter, is a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name.slice(0, longestName));

/** Parameters that make an address a permission: one of them, and no value of the query is shown. */
const signed = /^(?:x-(?:amz|goog|ms)-.*|sig|signature|policy|awsaccesskeyid|googleaccessid|key-pair-id)$/i;

/** Parameters of addresses inside a text. */
const inText =
  /([?&](?:x-(?:amz|goog|ms)-[a-z-]{1,40}|sig|signature|policy|awsaccesskeyid|token|access_token|refresh_token|id_token|code|client_secret|password|api_?key|key)=)[^&\s"'<>\\]+/gi;
const userInText = /(\bhttps?:\/\/)[^/\s"'<>@]{1,512}@/gi;

/** A text with what makes an address in it a permission masked: signatures, tokens, and a user with a password. */
export const withoutSignatures = (text: string): string => text.replace(inText, `$1${mask}`).replace(userInText, `$1${mask}@`);

/** What a person wrote for an address, without the user and the password in it, whether or not it is one. */
export const withoutUser = (text: string): string => text.replace(/^.*@/s, `${mask}@`);

/** A value without what its names say is a secret, at any depth, and without the signatures of addresses in its texts. */
export const redacted = (value: unknown, name = ''): unknown => redactedBy(value, name, withoutSignatures);

/** A value without what its names say is a secret, at any depth; all other texts are as they were. */
export const redactedFields = (value: unknown): unknown => redactedBy(value, '', (text) => text);

function redactedBy(value: unknown, name: string, shown: (text: string) => string): unknown {
  if (isSecretName(name) && (typeof value === 'string' || typeof value === 'number') && value !== '') return mask;
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return value.map((entry) => redactedBy(entry, name, shown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactedBy(inner, key, shown)]));
}

/** The text of a body without secrets: JSON and forms are understood, of anything else only the length is told. */
export function redactedBody(text: string): string {
  try {
    return JSON.stringify(redacted(JSON.parse(text)));
  } catch {
    const isForm = !/[\s<]/.test(text) && /^[^=&]{1,200}=/.test(text);
    return isForm ? formText(new URLSearchParams(text)) : `(${text.length} characters that are not JSON)`;
  }
}

/** An address without secrets: none in its query, no user, no part of its path that is long enough to be a permission. */
export function redactedUrl(address: string): string {
  if (!URL.canParse(address)) return withoutSignatures(address);
  const url = new URL(address);
  const all = [...url.searchParams.keys()].some((name) => signed.test(name));
  url.search = formText(url.searchParams, all);
  if (url.username !== '' || url.password !== '') [url.username, url.password] = ['***', ''];
  url.pathname = url.pathname.split('/').map(partOfPath).join('/');
  url.hash = '';
  return url.href.replaceAll('%2A', '*');
}

/** Names of routes have no digits among so many letters. */
const partOfPath = (part: string): string => (part.length >= 24 && /\d/.test(part) && /^[\w.~%-]+$/.test(part) ? mask : part);

function formText(pairs: URLSearchParams, all = false): string {
  const shown = [...pairs].map(([name, value]): [string, string] => [
    name,
    value !== '' && (all || isSecretName(name) || secretParameter.test(name)) ? mask : withoutSignatures(value),
  ]);
  return String(new URLSearchParams(shown)).replaceAll('%2A', '*');
}

/** Headers that say nothing but how a message is to be read. */
const plainHeaders =
  /^(?:accept|accept-(?:encoding|language|ranges)|age|allow|cache-control|connection|content-(?:disposition|encoding|language|length|range|type)|date|expires|idempotency-key|keep-alive|last-modified|request-id|retry-after|server|transfer-encoding|user-agent|vary|via|x-(?:request-id|correlation-id|powered-by|content-type-options|frame-options|ratelimit-\w+|rate-limit-\w+))$/i;

/** The value of a header as it may be shown: whole where the header is known to hold no secret, the scheme alone of credentials. */
export function redactedHeader(name: string, value: string): string {
  if (plainHeaders.test(name)) return withoutSignatures(value);
  if (/^(?:location|content-location|referer)$/i.test(name)) return redactedUrl(value);
  const scheme = /^(?:proxy-)?authorization$/i.test(name) ? /^(?:Bearer|Basic|Digest) /i.exec(value)?.[0] : undefined;
  return `${scheme ?? ''}${mask}`;
}

/** What a request carries, as far as its secrets are to be found. */
export interface Carried {
  readonly url: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body?: unknown;
}

/** Shorter texts are found in every other word. */
const shortest = 4;

/** The secrets that a request carries, in every spelling in which an answer may repeat them. */
export function secretsOf({ url, headers, body }: Carried): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    if (text.length >= shortest) for (const form of [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]) found.add(form);
  };
  for (const [name, value] of headers) {
    if (plainHeaders.test(name)) continue;
    add(value);
    const [, scheme, rest] = /^(Bearer|Basic) +(.+)$/i.exec(value) ?? [];
    if (rest) add(rest);
    if (rest && /basic/i.test(scheme ?? '')) for (const half of halves(rest)) add(half);
  }
  if (URL.canParse(url)) collect(Object.fromEntries(new URL(url).searchParams), '', add);
  if (typeof body === 'string') collect(parsed(body), '', add);
  return [...found].sort((a, b) => b.length - a.length);
}

function halves(text: string): string[] {
  try {
    const pair = atob(text);
    const at = pair.indexOf(':');
    return [pair.slice(at + 1)].flatMap((half) => [half, decodeURIComponent(half.replaceAll('+', ' '))]);
  } catch {
    return [];
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}

function collect(value: unknown, name: string, add: (text: string) => void): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (isSecretName(name)) add(String(value));
  } else if (Array.isArray(value)) for (const entry of value) collect(entry, name, add);
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) collect(inner, key, add);
}

/** A text in which nothing of these secrets stands, nor a signature in an address. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  withoutSignatures(secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text));
