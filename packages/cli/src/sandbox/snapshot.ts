import { pathPart } from 'halopsa-ground';
import { type ArgumentSpec, argument } from '../core/inputs.js';
import { UsageError } from '../usage-error.js';

/** The name of a snapshot. */
export const label: ArgumentSpec<string> = argument('<label>', 'its name');

/** The path of the lever of a snapshot. Throws a UsageError for what cannot be a name. */
export function snapshotPath(name: string): string {
  const part = pathPart(name);
  if (part !== undefined) return `snapshots/${part}`;
  throw new UsageError(
    `${JSON.stringify(name)} cannot be the name of a snapshot. Nothing was changed.`,
    {
      nextStep:
        'Name it without slashes, backslashes and control characters, and not by dots alone.',
    },
  );
}
