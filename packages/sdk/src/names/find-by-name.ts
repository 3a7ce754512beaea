import { findResource } from 'halopsa-catalogue';
import {
  candidatesText,
  meantBy,
  type Named,
  nameKey,
  nounOf,
  nounsOf,
  type Scope,
} from 'halopsa-catalogue/names';
import { wholeListOf } from 'halopsa-catalogue/references';
import { nearestName } from 'halopsa-ground';
import type { CallOptions } from '../core/call.js';
import type { ClientContext } from '../core/context.js';
import { HaloNameError, type NameCandidate } from '../errors/name-error.js';
import type { NameToId } from './name-to-id.js';
import { amongAll, type NameList, namesakes, wholeList } from './namesakes.js';

/**
 * The id of the one record that a name means: by the same rules as in a spreadsheet. Case does not matter, an active record comes
 * before inactive ones, and `scope` narrows it down. Throws HaloNameError where the name stands for none or for several.
 */
export async function idByName(
  context: ClientContext,
  wanted: NameToId,
  options: CallOptions,
): Promise<number | string> {
  const { text, scope } = wanted;
  const key = nameKey(text);
  const list = listOf(wanted, options);
  const meant = meantBy(await namesakes(context, list, text), scope, key);
  if (meant.length > 0) return decide(wanted, meant);
  // A search may not look into names, and a list may leave inactive records out.
  const whole = { ...list, query: { ...wholeListOf(list.reference.resource), ...list.query } };
  const all = await amongAll(context, whole, text);
  const hidden = meantBy(all, scope, key);
  if (hidden.length > 0) return decide(wanted, hidden);
  throw notFound(wanted, all, await wholeList(context, whole));
}

/** The list in which a name is looked up, narrowed by what the scope gives and the list takes. */
export function listOf(
  { key: { reference }, scope }: Omit<NameToId, 'text'>,
  options: CallOptions,
): NameList {
  const filters = findResource(reference.resource)?.operations['list']?.query ?? {};
  const narrowed = (scope?.within ?? []).flatMap((field) => {
    const value = scope?.values[field];
    return field in filters && typeof value === 'number' ? [[field, value]] : [];
  });
  return { reference, query: { ...reference.query, ...Object.fromEntries(narrowed) }, options };
}

function decide(wanted: NameToId, meant: readonly Named[]): number | string {
  const [one, another] = meant;
  // A name is looked up in lists whose records have an id of their own.
  if (one && !another) return one.id as number | string;
  const { reference } = wanted.key;
  throw nameError(
    wanted,
    'ambiguous',
    meant,
    `${meant.length} ${nounsOf(reference)}${within(wanted.scope)} are named "${wanted.text}": ${candidatesText(meant)}`,
  );
}

function notFound(
  wanted: NameToId,
  elsewhere: readonly Named[],
  all: readonly Named[],
): HaloNameError {
  const { text, scope } = wanted;
  const lead = `no ${nounOf(wanted.key.reference)}${within(scope)} is named "${text}"`;
  if (elsewhere.length > 0)
    return nameError(
      wanted,
      'none',
      elsewhere,
      `${lead}; elsewhere it is the name of ${candidatesText(elsewhere)}`,
    );
  const near = nearest(text, all);
  const hint = near.map(({ id, names }) => `${names[0] ?? ''} (${String(id)})`).join(', ');
  return nameError(wanted, 'none', near, near.length > 0 ? `${lead}; did you mean ${hint}?` : lead);
}

const mostNear = 3;

/** The records whose names are nearest to a text: those that begin with it, or hold it, or are spelled like it. */
function nearest(text: string, records: readonly Named[]): Named[] {
  const key = nameKey(text);
  const having = (fits: (name: string) => boolean): Named[] =>
    records.filter(({ names }) => names.some((name) => fits(nameKey(name))));
  const starting = having((name) => name.startsWith(key));
  const holding = starting.length > 0 ? starting : having((name) => name.includes(key));
  if (holding.length > 0) return holding.slice(0, mostNear);
  const near = nearestName(
    key,
    records.flatMap(({ names }) => names.map(nameKey)),
  );
  return near === undefined ? [] : having((name) => name === near).slice(0, mostNear);
}

const within = (scope: Scope | undefined): string =>
  scope === undefined || scope.text === '' ? '' : ` of ${scope.text}`;

function nameError(
  { what, key, text }: NameToId,
  reason: HaloNameError['reason'],
  records: readonly Named[],
  message: string,
): HaloNameError {
  const candidates = records.map(
    ({ id, names, apart }): NameCandidate => ({
      id: id as number | string,
      name: names[0] ?? '',
      apart,
    }),
  );
  const idField = key.field === key.key ? 'its id' : `its id in ${key.field}`;
  return new HaloNameError(
    `${what}: ${message}`,
    `Give the name as Halo writes it, or ${idField}. Nothing was sent.`,
    { field: key.key, text, resource: key.reference.resource, reason, candidates },
  );
}
