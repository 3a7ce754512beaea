import type { ParsedJson } from '../json/parsed-json.js';
import { maskOf } from './carried-mask.js';
import { isSecretName, plainHeaders, withoutSignatures } from './redacted.js';

/** What a request carries, as far as its secrets are to be found. */
export interface Carried {
  readonly url: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body?: unknown;
}

/** Shorter texts are found in every other word. */
const shortest = 4;

/** The secrets that a request carries, as they are; `withoutSecrets` knows the forms in which an answer may repeat them. */
export function secretsOf({ url, headers, body }: Carried): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    if (text.length >= shortest) found.add(text);
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

function parsed(body: string): ParsedJson {
  try {
    return JSON.parse(body);
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}

function collect(value: ParsedJson | undefined, name: string, add: (text: string) => void): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (isSecretName(name)) add(String(value));
  } else if (Array.isArray(value)) for (const entry of value) collect(entry, name, add);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(inner, key, add);
}

/** A text without these secrets, in whichever form it repeats them, and without signatures in addresses. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  withoutSignatures(secrets.length === 0 ? text : maskOf(secrets)(text));

/** A value with its texts and names masked, at any depth; what holds nothing to mask is the same object as before. */
export function maskedValue(value: unknown, masked: (text: string) => string): unknown {
  if (typeof value === 'string') return masked(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => maskedValue(item, masked));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  const fields = Object.entries(value).map(
    ([name, inner]) => [masked(name), maskedValue(inner, masked), name, inner] as const,
  );
  return fields.some(([name, inner, before, was]) => name !== before || inner !== was)
    ? Object.fromEntries(fields.map(([name, inner]) => [name, inner]))
    : value;
}
