import { findResource, type Resource } from 'halopsa-catalogue';
import { origin } from '../connection/state-keys.js';
import type { Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';
import type { WriteEntry, Writes } from './audit-log.js';

/** One record that is taken back, and how. */
export interface Step {
  readonly entry: WriteEntry & { readonly id: number | string };
  /** The values to go back to; undefined where the record goes. */
  readonly patch: Row | undefined;
}

/** What an undo will do: all records of one command. */
export interface UndoPlan {
  readonly resource: Resource;
  readonly steps: readonly Step[];
  /** Names the command that is taken back, in the log. */
  readonly undoes: string;
  /** Records of the command whose fate nobody knows, which are left alone. */
  readonly unknown: readonly (number | string)[];
}

/** What the last command of this tenant wrote, and how it is taken back. Throws a UsageError that says why where it is not. */
export function planUndo({ entries, beforeDamage }: Writes, tenant: string): UndoPlan {
  const own = entries.filter((write) => origin(write.tenant) === origin(tenant));
  const last = own.at(-1);
  if (!last)
    throw new UsageError(`Nothing was written to ${tenant} from this computer. Nothing was sent.`);
  const group = last.action === 'undo' ? leftBy(last, own) : commandOf(last, own);
  demandWhole(group, entries, beforeDamage);
  const known = oncePerRecord(group.filter(({ outcome }) => outcome !== 'unknown'));
  const [first] = known;
  if (!first) throw refusal(last, 'its answer was lost, and nobody knows whether it was made');
  const resource = resourceOf(first);
  return {
    resource,
    steps: known.map((entry) => stepFor(entry, resource)),
    undoes: nameOf(first),
    unknown: group.flatMap(({ outcome, id }) =>
      outcome === 'unknown' && id !== undefined ? [id] : [],
    ),
  };
}

/**
 * A line that cannot be read may tell of the last write, or of a part of it: what stands before it is not gone back to, and of a
 * command of several records that begins behind it nobody knows whether it is whole.
 */
function demandWhole(
  group: readonly WriteEntry[],
  entries: readonly WriteEntry[],
  beforeDamage = -1,
): void {
  const places = group.map((entry) => entries.indexOf(entry));
  const isCut = places.some(
    (at) => at < beforeDamage || (at === beforeDamage && entries[at]?.together !== undefined),
  );
  if (!isCut) return;
  throw new UsageError(
    'The last write, or a part of it, may be among the lines of the log that cannot be read. Nothing was sent.',
    {
      nextStep:
        '"halo writes --json" shows the writes that can be read, with the values to set back.',
    },
  );
}

/** Updates of one record are taken back as one: to what was there before the first, if it is as the last has left it. */
function oncePerRecord(writes: readonly WriteEntry[]): WriteEntry[] {
  const records = new Map<unknown, WriteEntry>();
  for (const write of writes) {
    const earlier = write.action === 'update' ? records.get(write.id) : undefined;
    records.set(
      write.action === 'update' ? write.id : write,
      earlier ? joined(earlier, write) : write,
    );
  }
  return [...records.values()];
}

/** Two updates as one; what was there before is known only where it is known of both. */
const joined = (earlier: WriteEntry, later: WriteEntry): WriteEntry => ({
  ...later,
  before: earlier.before && later.before && { ...later.before, ...earlier.before },
  after: { ...earlier.after, ...later.after },
});

/** What all writes of a command share; a command that wrote one record is named by its time. */
const nameOf = ({ together, at }: WriteEntry): string => together ?? at;

const commandOf = (last: WriteEntry, writes: readonly WriteEntry[]): WriteEntry[] =>
  last.together === undefined
    ? [last]
    : writes.filter(({ together, action }) => together === last.together && action === last.action);

/** An undo that broke off is gone on with; one that was done is not undone. */
function leftBy(undo: WriteEntry, writes: readonly WriteEntry[]): WriteEntry[] {
  const undone = writes.filter(({ undoes }) => undoes !== undefined && undoes === undo.undoes);
  const left = writes.filter(
    (write) =>
      write.action !== 'undo' &&
      nameOf(write) === undo.undoes &&
      !undone.some(({ id }) => String(id) === String(write.id)),
  );
  if (undo.undoes !== undefined && left.length > 0) return left;
  const ids = undone.length > 0 ? undone.map(({ id }) => id) : [undo.id];
  throw new UsageError(
    `The last write was an undo itself: ${undo.resource} ${ids.join(', ')}, ${undo.at}. Nothing was sent.`,
    {
      nextStep:
        'What it took back is undone already; "halo writes --json" shows the values before and after.',
    },
  );
}

function resourceOf(entry: WriteEntry): Resource {
  const resource = findResource(entry.resource);
  if (!resource || entry.id === undefined) throw refusal(entry, 'the API has no way back for it');
  return resource;
}

function stepFor(entry: WriteEntry, resource: Resource): Step {
  const { action, id, before } = entry;
  if (id === undefined) throw refusal(entry, 'the API has no way back for it');
  const known = { ...entry, id };
  if (action === 'create') {
    if (!resource.operations['delete'])
      throw refusal(entry, `the API cannot delete a ${resource.singular}`);
    return { entry: known, patch: undefined };
  }
  if (action !== 'update') throw refusal(entry, 'the API has no way to bring it back');
  if (!before) throw refusal(entry, 'what was there before could not be read');
  const patch = Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'id'));
  if (JSON.stringify(patch).includes('"***"'))
    throw refusal(entry, 'it changed a secret, and secrets are not kept');
  return { entry: known, patch };
}

const refusal = ({ action, resource, id, at }: WriteEntry, why: string): UsageError =>
  new UsageError(
    `The last write (${[action, 'of', resource, id].filter((word) => word !== undefined).join(' ')}, ${at}) cannot be taken back: ${why}. Nothing was sent.`,
    {
      nextStep: '"halo writes --json" shows what was there before.',
    },
  );
