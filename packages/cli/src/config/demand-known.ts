import { nearest } from '../nearest.js';
import { UsageError } from '../usage-error.js';
import type { ConfigFile } from './config-file.js';

/** Throws a UsageError where the configuration has no such profile. */
export function demandKnown(name: string, { profiles }: ConfigFile): void {
  if (profiles[name]) return;
  const meant = nearest(name, Object.keys(profiles));
  throw new UsageError(`Unknown profile "${name}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: `There are: ${Object.keys(profiles).join(', ')}.`,
  });
}
