/** Written in place of a secret. */
export const mask = '***';

const longestName = 128;
const secretName =
  /secret|token(?!_?type|_?url|_?endpoint)|passw|passphrase|passcode|^pwd$|_pwd$|api[_-]?key|private[_-]?key|access[_-]?key|subscription[_-]?key|authorization|assertion|credential|cookie|^code$|^(?:auth|oauth|authorization)_?code$|verifier|^pin$|^otp$|_otp$|connection_?string|^jwt$|^x-(?:amz|goog|ms)-(?:signature|credential|security)|^awsaccesskeyid$|^x-.*key$/i;
/** What is a secret in the address of a request alone: `state` is also a part of an address of people. */
const secretParameter =
  /^(?:sig|signature|policy|key|key-pair-id|googleaccessid|session(?:_?id)?|nonce|state|code_challenge)$/i;

/** Whether the value under the name of a field, a header or a parameter is a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name.slice(0, longestName));

/** Parameters that make an address a permission: one of them, and no value of the query is shown. */
const signed =
  /^(?:x-(?:amz|goog|ms)-.*|sig|signature|policy|awsaccesskeyid|googleaccessid|key-pair-id)$/i;

/** Parameters of addresses inside a text. */
const inText =
  /([?&](?:x-(?:amz|goog|ms)-[a-z-]{1,40}|sig|signature|policy|awsaccesskeyid|token|access_token|refresh_token|id_token|code|client_secret|password|api_?key|key)=)[^&\s"'<>\\]+/gi;
const userInText = /(\bhttps?:\/\/)[^/\s"'<>@]{1,512}@/gi;

/** A text with what makes an address in it a permission masked: signatures, tokens, and a user with a password. */
export const withoutSignatures = (text: string): string =>
  text.replace(inText, `$1${mask}`).replace(userInText, `$1${mask}@`);

/** What a person wrote for an address, without the user and the password in it, whether or not it is one. */
export const withoutUser = (text: string): string => text.replace(/^.*@/s, `${mask}@`);

/** A value without what its names say is a secret, at any depth, and without the signatures of addresses in its texts. */
export const redacted = (value: unknown, name = ''): unknown =>
  redactedBy(value, name, withoutSignatures);

/** A value without what its names say is a secret, at any depth; all other texts are as they were. */
export const redactedFields = (value: unknown): unknown => redactedBy(value, '', (text) => text);

function redactedBy(value: unknown, name: string, shown: (text: string) => string): unknown {
  if (
    isSecretName(name) &&
    (typeof value === 'string' || typeof value === 'number') &&
    value !== ''
  )
    return mask;
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return value.map((entry) => redactedBy(entry, name, shown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, redactedBy(inner, key, shown)]),
  );
}

/** The text of a body without secrets: JSON and forms are understood, of anything else only the length is shown. */
export function redactedBody(text: string): string {
  try {
    return JSON.stringify(redacted(JSON.parse(text)));
  } catch {
    const isForm = !/[\s<]/.test(text) && /^[^=&]{1,200}=/.test(text);
    return isForm
      ? formText(new URLSearchParams(text))
      : `(${text.length} characters that are not JSON)`;
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
const partOfPath = (part: string): string =>
  part.length >= 24 && /\d/.test(part) && /^[\w.~%-]+$/.test(part) ? mask : part;

function formText(pairs: URLSearchParams, all = false): string {
  const shown = [...pairs].map(([name, value]): [string, string] => [
    name,
    value !== '' && (all || isSecretName(name) || secretParameter.test(name))
      ? mask
      : withoutSignatures(value),
  ]);
  return String(new URLSearchParams(shown)).replaceAll('%2A', '*');
}

/** Headers that say nothing but how a message is to be read. */
export const plainHeaders: RegExp =
  /^(?:accept|accept-(?:encoding|language|ranges)|age|allow|cache-control|connection|content-(?:disposition|encoding|language|length|range|type)|date|expires|idempotency-key|keep-alive|last-modified|request-id|retry-after|server|transfer-encoding|user-agent|vary|via|x-(?:request-id|correlation-id|powered-by|content-type-options|frame-options|ratelimit-\w+|rate-limit-\w+))$/i;

/** Whether a header may hold a secret. Only those that are known to be harmless may not. */
export const isSecretHeader = (name: string): boolean => !plainHeaders.test(name);

/** The value of a header as it may be shown: whole where the header is known to hold no secret, the scheme alone of credentials. */
export function redactedHeader(name: string, value: string): string {
  if (plainHeaders.test(name)) return withoutSignatures(value);
  if (/^(?:location|content-location|referer)$/i.test(name)) return redactedUrl(value);
  const scheme = /^(?:proxy-)?authorization$/i.test(name)
    ? /^(?:Bearer|Basic|Digest) /i.exec(value)?.[0]
    : undefined;
  return `${scheme ?? ''}${mask}`;
}
