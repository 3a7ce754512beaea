import { isSecretName, mask, plainHeaders, withoutSignatures } from './redacted.js';

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
    if (text.length >= shortest)
      for (const form of [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)])
        found.add(form);
  };
  for (const [name, value] of headers)
    if (!plainHeaders.test(name)) for (const text of credentialsIn(value)) add(text);
  if (URL.canParse(url)) collect(Object.fromEntries(new URL(url).searchParams), '', add);
  if (typeof body === 'string') collect(parsed(body), '', add);
  return [...found].sort((a, b) => b.length - a.length);
}

/** What a header's value holds: itself, and the part after its scheme. */
function credentialsIn(value: string): string[] {
  const [, scheme = '', rest] = /^(Bearer|Basic) +(.+)$/i.exec(value) ?? [];
  if (rest === undefined) return [value];
  return [value, rest, ...(/basic/i.test(scheme) ? halves(rest) : [])];
}

function halves(text: string): string[] {
  try {
    const pair = atob(text);
    const at = pair.indexOf(':');
    return [pair.slice(at + 1)].flatMap((half) => [
      half,
      decodeURIComponent(half.replaceAll('+', ' ')),
    ]);
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
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(inner, key, add);
}

/** A text without these secrets and without signatures in addresses. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  withoutSignatures(secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text));
