import { findResource } from 'halopsa-catalogue';
import { candidatesText, nameKey } from 'halopsa-catalogue/names';
import type { FieldValue } from '../codec/json-value.js';
import type { QueryValue } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { ClientContext } from '../core/context.js';
import { HaloNameError } from '../errors/name-error.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { idByName, listOf } from './find-by-name.js';
import type { NameToId } from './name-to-id.js';
import { lookUp, namesakes, searchable } from './namesakes.js';

type Place = Omit<NameToId, 'text'>;

/** The id behind a value that is a name or an id. */
export async function idOf(
  context: ClientContext,
  place: Place,
  value: FieldValue,
  options: CallOptions,
): Promise<number | string> {
  if (typeof value === 'number') return value;
  const text = String(value).trim();
  if (/^-?\d+$/.test(text)) return idOrName(context, { ...place, text }, options);
  if (isGuid(text)) return text;
  if (nameKey(text) === 'me') return myId(context, { ...place, text }, options);
  return idByName(context, { ...place, text }, options);
}

/** The ids behind the value of a parameter, which may take several, as a list or with commas between them. */
export async function idsOf(
  context: ClientContext,
  place: Place,
  value: QueryValue,
  options: CallOptions,
): Promise<QueryValue> {
  if (!place.key.takesSeveral) return idOf(context, place, value, options);
  const given = Array.isArray(value) ? value : [value];
  const ids: (number | string)[] = [];
  for (const one of given) ids.push(...(await severalIds(context, place, one, options)));
  return ids;
}

/** A name may have a comma in it, so the whole text is looked up first. */
async function severalIds(
  context: ClientContext,
  place: Place,
  value: FieldValue,
  options: CallOptions,
): Promise<(number | string)[]> {
  const parts = String(value)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1 && !parts.some((part) => /^-?\d+$/.test(part))) {
    const list = { ...listOf(place, options), acceptsKept: true };
    if ((await namesakes(context, list, String(value))).length > 0)
      return [await idOf(context, place, value, options)];
  }
  const ids: (number | string)[] = [];
  for (const part of parts.length > 1 ? parts : [value])
    ids.push(await idOf(context, place, part, options));
  return ids;
}

/** Whether a text is an id and no name. */
export const isId = (text: string): boolean =>
  text.trim() === '' || /^-?\d+$/.test(text.trim()) || isGuid(text.trim());

const isGuid = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A number is an id, unless another record has it for a name: then it is not certain which is meant. */
async function idOrName(
  context: ClientContext,
  wanted: NameToId,
  options: CallOptions,
): Promise<number> {
  const { what, key, text } = wanted;
  const id = Number(text);
  if (!Number.isSafeInteger(id))
    throw new HaloUsageError(`${what}: ${text} is too large for an id`, 'Nothing was sent.');
  // A wire name takes ids, as it always did.
  if (key.key === key.field || !searchable(key.reference)) return id;
  const others = (await namesakes(context, listOf(wanted, options), text)).filter(
    (one) => one.id !== id,
  );
  if (others.length === 0) return id;
  throw new HaloNameError(
    `${what}: "${text}" is a number, and also the name of ${candidatesText(others)}`,
    `Give the id in ${key.field}. Nothing was sent.`,
    {
      field: key.key,
      text,
      resource: key.reference.resource,
      reason: 'ambiguous',
      candidates: others.map((one) => ({
        id: one.id as number | string,
        name: text,
        apart: one.apart,
      })),
    },
  );
}

/** The id of whoever the client acts as, where the resource knows that. */
async function myId(
  context: ClientContext,
  wanted: NameToId,
  options: CallOptions,
): Promise<number | string> {
  const { resource } = wanted.key.reference;
  if (!findResource(resource)?.operations['me']) return idByName(context, wanted, options);
  const { signal, headers, lane } = options;
  const me = await context.memory.recall(`me ${resource}`, () =>
    context.halo.resource(resource).call('me', lookUp({ signal, headers, lane })),
  );
  const id = (me as { readonly id?: unknown } | undefined)?.id;
  if (typeof id === 'number' && id > 0) return id;
  throw new HaloUsageError(
    `${wanted.what}: Halo does not say which of its ${resource} this client acts as`,
    'Give a name or an id. Nothing was sent.',
  );
}
