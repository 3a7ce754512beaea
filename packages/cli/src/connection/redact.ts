const hiddenKey = /secret|token|password|passwd|api_?key|authorization|assertion|^code$|code_verifier/i;

/** What stands in the place of a secret. */
export const mask = '***';

/** A value without what its key says is a secret, at any depth. */
export function redact(value: unknown, key = ''): unknown {
  if (hiddenKey.test(key) && (typeof value === 'string' || typeof value === 'number') && value !== '') return mask;
  if (Array.isArray(value)) return value.map((entry) => redact(entry, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(inner, name)]));
}

/** The text of a body without secrets: JSON and forms are understood, of anything else only the length is told. */
export function redactBody(text: string): string {
  try {
    return JSON.stringify(redact(JSON.parse(text)));
  } catch {
    const isForm = /^[\w.%+-]+=[^\s<]*$/.test(text);
    return isForm ? String(redactPairs(new URLSearchParams(text))) : `(${text.length} characters that are no JSON)`;
  }
}

/** An address without secrets in its query. */
export function redactUrl(address: string): string {
  const url = new URL(address);
  url.search = String(redactPairs(url.searchParams)).replaceAll('%2A', '*');
  return url.href;
}

const redactPairs = (pairs: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...pairs].map(([name, value]): [string, string] => [name, hiddenKey.test(name) && value !== '' ? mask : value]));

/** Headers as lines, without secrets. */
export const redactHeaders = (headers: Headers): string[] =>
  [...headers].map(([name, value]) => {
    const isSecret = hiddenKey.test(name) || /cookie/i.test(name);
    return `${name}: ${isSecret ? value.replace(/\S+$/, mask) : value}`;
  });
