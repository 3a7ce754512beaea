import { allBehaviourIds, type BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import { nearestName } from 'halopsa-ground';

/** Behaviours that are switched on or off, by id. */
export type BehaviourSettings = Readonly<Partial<Record<BehaviourId, boolean>>>;

/** What of a behaviour its switch is about. */
interface Switched {
  readonly ids: readonly [BehaviourId, ...BehaviourId[]];
  readonly optional?: boolean;
  readonly whenOff?: boolean;
}

/** The behaviours that act under these settings; those that are not set act unless they are optional. */
export const actingBehaviours = <B extends Switched>(
  behaviours: readonly B[],
  settings: BehaviourSettings = {},
): readonly B[] =>
  behaviours.filter(
    ({ ids: [id], optional, whenOff }) => (settings[id] ?? !optional) !== (whenOff === true),
  );

/** Gives settings back where each of them switches something; throws a RangeError that says which one does not, and what to write. */
export function checkSettings(
  settings: BehaviourSettings,
  behaviours: readonly Switched[],
): BehaviourSettings {
  const given = Object.entries(settings);
  if (given.length === 0) return settings;
  const switchable: ReadonlySet<string> = new Set(behaviours.map(({ ids }) => ids[0]));
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
