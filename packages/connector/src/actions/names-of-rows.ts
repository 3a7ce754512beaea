import type { HaloClient, WireRecord } from 'halopsa';
import { labelsIn, shortReferenceOf } from 'halopsa-catalogue/names';
import { type Reference, wholeListOf } from 'halopsa-catalogue/references';

/** Where rows come from. */
interface Source {
  readonly client: HaloClient;
  readonly resource: string;
}

type Labels = ReadonlyMap<string, string>;

/** How long names are kept, in milliseconds. */
const keptMs = 300_000;
const kept = new WeakMap<
  HaloClient,
  Map<string, { readonly at: number; readonly labels: Promise<Labels | undefined> }>
>();

/** Rows with the names that an answer shows beside ids and that Halo left out: a request for each short list, kept for five minutes. */
export async function withNames(
  rows: readonly WireRecord[],
  fields: readonly string[],
  source: Source,
): Promise<readonly WireRecord[]> {
  const found = await Promise.all(
    fields.map(async (name) => {
      const field = name.replace(/_name$/, '_id');
      const isLeftOut = (row: WireRecord): boolean =>
        row[name] === undefined && row[field] !== undefined;
      if (field === name || !fields.includes(field) || !rows.some(isLeftOut)) return [];
      const reference = shortReferenceOf(source.resource, field);
      const labels = reference && (await labelsOf(reference, source));
      return labels ? [{ name, field, labels }] : [];
    }),
  );
  const lists = found.flat();
  return rows.map((row) => ({ ...namesFor(row, lists), ...row }));
}

function namesFor(
  row: WireRecord,
  lists: readonly { readonly name: string; readonly field: string; readonly labels: Labels }[],
): WireRecord {
  const named = lists.flatMap(({ name, field, labels }) => {
    const label = labels.get(String(row[field]));
    return label === undefined ? [] : [[name, label] as const];
  });
  return Object.fromEntries(named);
}

/** Callers share a read, so that none of them can stop it for the others. */
function labelsOf(reference: Reference, { client }: Source): Promise<Labels | undefined> {
  const { resource, key, label } = reference;
  const lists = kept.get(client) ?? new Map();
  kept.set(client, lists);
  const id = `${resource} ${key} ${label ?? key}`;
  const before = lists.get(id);
  if (before && Date.now() - before.at < keptMs) return before.labels;
  const labels = client
    .resource(resource)
    .listAll(wholeListOf(resource))
    .toArray()
    .then((rows) => labelsIn(rows, reference))
    .catch((error: unknown) => {
      lists.delete(id);
      return refused(error);
    });
  lists.set(id, { at: Date.now(), labels });
  return labels;
}

/** A list that the application may not read leaves the ids. */
function refused(error: unknown): undefined {
  const { status } = error as { readonly status?: unknown };
  if (status === 401 || status === 403 || status === 404) return undefined;
  throw error;
}
