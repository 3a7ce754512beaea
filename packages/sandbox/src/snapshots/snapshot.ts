import { MemoryStore, type Seeder } from '../store/memory-store.js';
import type { HaloRecord, HaloValue, Key, Store } from '../store/port.js';

/** What a tenant held at one moment: the collections that had been touched; all others are as they were seeded. */
export interface Snapshot {
  readonly collections: ReadonlyMap<string, ReadonlyMap<Key, HaloRecord>>;
}

/** Keeps what a store holds now; records are never changed in place, so that a snapshot costs little. */
export const capture = (store: Store): Snapshot => ({
  collections: new Map(
    store.names().map((name) => [name, new Map(store.collection(name).entries())]),
  ),
});

/** A store of its own that holds what the snapshot does. */
export const storeOf = ({ collections }: Snapshot, seeder: Seeder): Store =>
  new MemoryStore((name, collection) => {
    const kept = collections.get(name);
    if (!kept) seeder(name, collection);
    else for (const [key, record] of kept) collection.put(key, record);
  });

/** Brings a store back to a snapshot by the changes that this takes. */
export function restore(store: Store, snapshot: Snapshot, seeder: Seeder): void {
  const wanted = storeOf(snapshot, seeder);
  for (const name of new Set([...store.names(), ...snapshot.collections.keys()])) {
    const collection = store.collection(name);
    const target = wanted.collection(name);
    for (const [key] of [...collection.entries()])
      if (target.get(key) === undefined) collection.remove(key);
    for (const [key, record] of target.entries())
      if (collection.get(key) !== record) collection.put(key, record);
  }
}

/** A field whose value differs: before and after. */
export type FieldChange = readonly [before: HaloValue, after: HaloValue];

/** What differs between two moments, by collection. */
export interface SnapshotDiff {
  readonly [collection: string]: {
    readonly added: readonly Key[];
    readonly removed: readonly Key[];
    readonly changed: Readonly<Record<string, Readonly<Record<string, FieldChange>>>>;
  };
}

/** What has to change to get from one snapshot to the other. */
export function diff(before: Snapshot, after: Snapshot, seeder: Seeder): SnapshotDiff {
  const [from, to] = [storeOf(before, seeder), storeOf(after, seeder)];
  const result: Record<string, SnapshotDiff[string]> = {};
  for (const name of new Set([...before.collections.keys(), ...after.collections.keys()])) {
    const [a, b] = [from.collection(name), to.collection(name)];
    const added = [...b.entries()].flatMap(([key]) => (a.get(key) === undefined ? [key] : []));
    const removed = [...a.entries()].flatMap(([key]) => (b.get(key) === undefined ? [key] : []));
    const changed: Record<string, Record<string, FieldChange>> = {};
    for (const [key, record] of b.entries()) {
      const old = a.get(key);
      const fields = old && old !== record ? changedFields(old, record) : {};
      if (Object.keys(fields).length > 0) changed[String(key)] = fields;
    }
    if (added.length + removed.length + Object.keys(changed).length > 0)
      result[name] = { added, removed, changed };
  }
  return result;
}

function changedFields(before: HaloRecord, after: HaloRecord): Record<string, FieldChange> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const differing = [...names].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(differing.map((name) => [name, [before[name], after[name]]]));
}
