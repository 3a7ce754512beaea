import { findResource } from '../lookup.js';
import type { Reference } from '../references.js';
import type { Named } from './named-records.js';

const shownAtMost = 5;

/** Records in words: their ids, and what tells them apart. */
export function candidatesText(found: readonly Named[]): string {
  const shown = found.slice(0, shownAtMost).map(({ id, apart, isInactive }) => {
    const words = [...(apart === '' ? [] : [apart]), ...(isInactive ? ['inactive'] : [])];
    return `${String(id)}${words.length === 0 ? '' : ` (${words.join(', ')})`}`;
  });
  const others = found.length - shown.length;
  return `${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** What one of the records is that a field refers to, for example `ticket type`. */
export const nounOf = ({ resource }: Reference): string =>
  findResource(resource)?.singular ?? resource;

/** What several of them are, for example `ticket types`. */
export const nounsOf = ({ resource }: Reference): string =>
  findResource(resource)?.title.toLowerCase() ?? resource;
