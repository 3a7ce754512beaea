/** The kebab-case spelling of a wire name: `client_id` is `client-id`, `excludeAgent` is `exclude-agent`, `_warning` is `warning`. */
export const kebab = (wire: string): string =>
  wire
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();

/** `--no-x` always means "x is false", and `--field-x` always means the wire name `x`. */
const hasReservedPrefix = (flag: string): boolean => /^(no|field)-/.test(flag);

/**
 * Gives every wire name its flag (without dashes). A name that equals an option of ours, that starts with a reserved
 * prefix or that another wire name already took becomes `field-<name>`.
 */
export function assignFlags(wireNames: readonly string[], ours: ReadonlySet<string>): Map<string, string> {
  const flags = new Map<string, string>();
  const taken = new Set<string>();
  // The name that is spelled without a control prefix keeps the plain flag.
  const ordered = [...wireNames].sort((a, b) => Number(a.startsWith('_')) - Number(b.startsWith('_')));
  for (const wire of ordered) {
    const plain = kebab(wire);
    const free = !ours.has(plain) && !taken.has(plain) && !hasReservedPrefix(plain);
    const flag = free ? plain : `field-${plain}`;
    if (taken.has(flag)) throw new Error(`The wire names of one command lead to the same flag --${flag}; "${wire}" is the second`);
    taken.add(flag);
    flags.set(wire, flag);
  }
  return flags;
}
