/** The kebab-case spelling of a wire name: `client_id` is `client-id`, `excludeAgent` is `exclude-agent`, `_warning` is `warning`. */
export const kebab = (wire: string): string =>
  wire
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
    .toLowerCase();

/**
 * Gives every wire name its flag (without dashes). A name that equals an option of ours, that another wire name already
 * took, or that starts with `no-` (which means "is false") becomes `field-<name>`.
 */
export function assignFlags(
  wireNames: readonly string[],
  ours: ReadonlySet<string>,
): Map<string, string> {
  // The name that is spelled without a control prefix keeps the plain flag.
  const ordered = [...wireNames].sort(
    (a, b) => Number(a.startsWith('_')) - Number(b.startsWith('_')),
  );
  const flags = new Map<string, string>();
  const taken = new Set(ours);
  for (const wire of ordered) {
    const flag = kebab(wire);
    if (taken.has(flag) || flag.startsWith('no-')) continue;
    taken.add(flag);
    flags.set(wire, flag);
  }
  for (const wire of ordered.filter((name) => !flags.has(name))) {
    let flag = `field-${kebab(wire)}`;
    while (taken.has(flag)) flag = `field-${flag}`;
    taken.add(flag);
    flags.set(wire, flag);
  }
  return flags;
}
