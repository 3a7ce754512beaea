import { allBehaviourIds, type BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import { nearestName } from 'halopsa-ground';

/** Behaviours that are switched on or off, by id. */
export type BehaviourSettings = Readonly<Partial<Record<BehaviourId, boolean>>>;

/** Which behaviours are on. */
export interface Switches {
  /** True where the behaviour is on; `byDefault` counts where nobody set it. */
  on(id: BehaviourId, byDefault?: boolean): boolean;
}

/** Switches set by name; all others stay as they are by default. */
export function createSwitches(settings: BehaviourSettings = {}): Switches {
  return { on: (id, byDefault = true) => settings[id] ?? byDefault };
}

/** Gives settings back where they are such; throws a RangeError that names the id, and the one that is most like it. */
export function checkSettings(settings: BehaviourSettings): BehaviourSettings {
  const given = Object.entries(settings);
  if (given.length === 0) return settings;
  const known: readonly string[] = allBehaviourIds();
  for (const [id, on] of given) {
    if (!known.includes(id)) {
      const nearest = nearestName(id, known);
      throw new RangeError(`there is no behaviour "${id}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
    }
    if (on !== undefined && typeof on !== 'boolean') throw new RangeError(`the behaviour "${id}" is switched by true or false`);
  }
  return settings;
}
