import { allBehaviourIds, type BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import { nearestName } from 'halopsa-ground';

/** Behaviours that are switched on or off, by id. */
export type BehaviourSettings = Readonly<Partial<Record<BehaviourId, boolean>>>;

/** Switches of the rules that hold for all resources; every behaviour has its own besides, under its first id. */
const SHARED = [
  'auth.no-scope-no-rights',
  'auth.refresh-by-offline-access',
  'auth.scopes-narrow',
  'get.includedetails-adds-customfields',
  'list.advanced-search',
  'paging.cap-100',
  'paging.cap-by-resource',
  'paging.count-capped',
  'paging.ignored-by-some',
  'paging.needs-both',
  'paging.past-end-count-zero',
  'paging.past-end-repeats',
  'paging.unpaged-count-is-rows',
  'post.answer-dates',
  'post.bare-object-refused',
  'post.guid-is-upsert-key',
  'post.references-resolve',
  'post.status-201',
  'rate.text',
] as const;

/** What of a behaviour its switch is about. */
interface Switched {
  readonly ids: readonly [BehaviourId, ...BehaviourId[]];
  readonly optional?: boolean;
  readonly whenOff?: boolean;
}

/** Which rules hold. */
export interface Switches {
  /** True where a rule for all resources holds; `byDefault` counts where it is not set. */
  on(id: (typeof SHARED)[number], byDefault?: boolean): boolean;
  /** True where a behaviour acts. */
  acts(behaviour: Switched): boolean;
}

/** Switches set by id; all others stay as they are by default. */
export function createSwitches(settings: BehaviourSettings = {}): Switches {
  return {
    on: (id, byDefault = true) => settings[id] ?? byDefault,
    acts: ({ ids: [id], optional, whenOff }) => (settings[id] ?? !optional) !== (whenOff === true),
  };
}

/** Gives settings back where each of them switches something; throws a RangeError that says which one does not, and what to write. */
export function checkSettings(
  settings: BehaviourSettings,
  behaviours: readonly Switched[],
): BehaviourSettings {
  const given = Object.entries(settings);
  if (given.length === 0) return settings;
  const switchable: ReadonlySet<string> = new Set([
    ...SHARED,
    ...behaviours.map(({ ids }) => ids[0]),
  ]);
  for (const [id, on] of given) {
    if (!switchable.has(id)) throw new RangeError(withoutSwitch(id, [...switchable], behaviours));
    if (on !== undefined && typeof on !== 'boolean')
      throw new RangeError(`the behaviour "${id}" is switched by true or false`);
  }
  return settings;
}

function withoutSwitch(
  id: string,
  switchable: readonly string[],
  behaviours: readonly Switched[],
): string {
  const known = allBehaviourIds().find((one) => one === id);
  if (known === undefined) {
    const nearest = nearestName(id, switchable);
    return `unknown behaviour "${id}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
  }
  const others = new Set(
    behaviours.filter(({ ids }) => ids.includes(known)).map(({ ids }) => `"${ids[0]}"`),
  );
  if (others.size === 0) return `the sandbox has no switch for "${id}"`;
  return `"${id}" is part of ${[...others].join(' and ')}, and is switched with it`;
}
