import type { Note } from 'halopsa-catalogue/errors';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import type { HeadingOfHalo } from '../mapping/headings.js';
import { deletedPath } from '../run/deleted-records.js';
import { findBulkResource } from './bulk-resource.js';
import type { Estimate } from './estimate.js';
import type { Action } from './plan-file.js';
import type { PlanRequest } from './plan-request.js';

/** What a person should know before the plan is applied. */
export function warningsOf(
  mapping: CompiledMapping,
  work: Estimate,
  counts: Readonly<Record<Action, number>>,
  request: PlanRequest,
): Note[] {
  const { tenant, source } = request;
  const warnings: Note[] = [
    ...(source.notes ?? []),
    ...mapping.dates.notes(),
    ...mapping.blanks.notes(),
  ];
  if (work.readAlone > 0)
    warnings.push(
      `${work.readAlone} records were read one by one, since the list does not show every field of theirs; they are read again before they are changed.`,
    );
  if (counts.create > 0 && work.reconcilable && work.listPages > 1)
    warnings.push(
      `A new record whose answer is lost is looked for in the whole list: ${work.listPages} requests each time.`,
    );
  if (mapping.ignored.length > 0) warnings.push(`Left out: ${mapping.ignored.join(', ')}.`);
  if (mapping.overridden.length > 0)
    warnings.push(
      `Not read, since every row gets the same value there: ${mapping.overridden.map(({ heading, field }) => (heading === field ? heading : `${heading} (${field})`)).join(', ')}.`,
    );
  if (mapping.dropped.length > 0)
    warnings.push(
      `Not sent, since Halo sets them itself: ${mapping.dropped.map(droppedText).join(', ')}.`,
    );
  if (!tenant)
    warnings.push(
      'Planned without asking Halo: the present values are not known, so this cannot be undone.',
    );
  if (counts.create > 0 && !work.reconcilable)
    warnings.push({
      message: 'New records have no key: a record whose answer is lost stays unknown.',
      remedy: { code: 'match-or-mark' },
    });
  if (work.keyless !== undefined)
    warnings.push(
      `${work.keyless} of the new records have no key: they are sent one by one, and one whose answer is lost stays unknown.`,
    );
  if (counts.delete > 0) warnings.push(deleteWarning(request));
  return warnings;
}

/** What becomes of deleted records; of those that cannot be read by themselves, nothing but the list's rows can be kept. */
function deleteWarning({ resource, mode, out }: PlanRequest): string {
  const kept = findBulkResource(resource, mode).operations['get']
    ? 'all of it'
    : 'what the list shows of it';
  const lost = 'Deleted records cannot be brought back by this program.';
  return `${lost} Before each is deleted, ${kept} is written to ${deletedPath(out)}.`;
}

const droppedText = ({ heading, instead }: HeadingOfHalo): string =>
  instead === undefined ? heading : `${heading} (${instead} sets it)`;
