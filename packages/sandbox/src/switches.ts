/** Which behaviours are on, by manifest id. */
export interface Switches {
  /** True where the behaviour is on; `byDefault` counts where nobody set it. */
  on(id: string, byDefault?: boolean): boolean;
}

/** Switches set by name; all others stay as they are by default. */
export function createSwitches(settings: Readonly<Record<string, boolean>> = {}): Switches {
  return { on: (id, byDefault = true) => settings[id] ?? byDefault };
}
