import { canBeMeant, isInactive, type Reference } from '../references.js';
import { nameKey } from './name-key.js';

/** A record as an answer carries it. */
type WireRecord = Readonly<Record<string, unknown>>;

/** A record that has a name. */
export interface Named {
  readonly id: number | string;
  /** What it holds in the fields that narrow its name down. */
  readonly within: readonly unknown[];
  /** What tells it apart from others of the name, in words. */
  readonly apart: string;
  /** Its names, as it has them; the first is the usual one. */
  readonly names: readonly string[];
  /** Its name together with what it lies within, as a key: it needs nothing else to be found by. */
  readonly path: string | undefined;
  /** Whether another record of the name is meant before this one. */
  readonly isLast: boolean;
  /** Whether it is inactive, so that an active one of the name is meant first. */
  readonly isInactive: boolean;
}

/** A list of records by their names. */
export interface Table {
  readonly ids: ReadonlySet<unknown>;
  readonly byName: ReadonlyMap<string, readonly Named[]>;
  readonly labels: readonly (readonly [id: number | string, label: string])[];
}

/** What shows a person which record of a list it is. */
export const labelOf = (row: WireRecord, { key, label = key }: Reference): string =>
  String(row[label] ?? row[key]);

/** A list while it is read. */
export interface NewTable extends Table {
  readonly ids: Set<unknown>;
  readonly byName: Map<string, Named[]>;
  readonly labels: [id: number | string, label: string][];
}

const isId = (value: unknown): value is number | string =>
  typeof value === 'number' || typeof value === 'string';

/** Takes a record into a list: its id always, its names only where a name can mean it. */
export function addRow(
  { ids, byName, labels }: NewTable,
  row: WireRecord,
  reference: Reference,
): void {
  const id = row[reference.key];
  if (!isId(id)) return;
  ids.add(id);
  if (!canBeMeant(row, reference)) return;
  labels.push([id, labelOf(row, reference)]);
  const named = namedBy(row, id, reference);
  for (const name of keysOf(named)) {
    const others = byName.get(name);
    if (others) others.push(named);
    else byName.set(name, [named]);
  }
}

/** A record that has this name; undefined for any other. */
export function calledBy(row: WireRecord, reference: Reference, key: string): Named | undefined {
  const id = row[reference.key];
  if (!isId(id) || !canBeMeant(row, reference)) return undefined;
  const named = namedBy(row, id, reference);
  return keysOf(named).has(key) ? named : undefined;
}

function namedBy(row: WireRecord, id: number | string, reference: Reference): Named {
  const { within = [], apart = [] } = reference;
  const words = apart
    .map((field) => row[field])
    .filter((word) => typeof word === 'string' && word !== '');
  return {
    id,
    within: within.map((field) => row[field]),
    apart: words.join(', '),
    names: namesOf(row, reference),
    path: pathOf(row, reference),
    isLast:
      reference.last !== undefined &&
      Object.entries(reference.last).every(([field, value]) => row[field] === value),
    isInactive: isInactive(row),
  };
}

function pathOf(row: WireRecord, { path }: Reference): string | undefined {
  const parts = path?.map((field) => row[field]) ?? [];
  return parts.length > 0 && parts.every((part) => typeof part === 'string' && part !== '')
    ? nameKey(parts.join('/'))
    : undefined;
}

const namesOf = (row: WireRecord, { names }: Reference): string[] =>
  names
    .map((name) => row[name])
    .filter((name): name is string => typeof name === 'string' && name.trim() !== '');

/** What a record is found by: its names and its path, each once. */
const keysOf = ({ names, path }: Named): Set<string> =>
  new Set([...names.map(nameKey), ...(path === undefined ? [] : [path])]);

/** Those of a name that are meant before the others, in the order of their ids. */
export function meantFirst(named: readonly Named[]): Named[] {
  const first = named.filter(({ isLast }) => !isLast);
  return [...(first.length > 0 ? first : named)].sort(
    ({ id: one }, { id: other }) => Number(one) - Number(other),
  );
}
