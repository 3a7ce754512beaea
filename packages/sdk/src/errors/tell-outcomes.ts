import { lookItUp } from 'halopsa-catalogue/next-steps';
import { HaloError } from './halo-error.js';
import {
  type FailedWrite,
  idOf,
  isUnreadBody,
  noteOutcomes,
  outcomeOf,
  setNextStep,
} from './record-outcomes.js';

/** Says in an error what became of the records of its request, and corrects what it would otherwise claim. */
export function tellOutcomes(failed: FailedWrite): void {
  const { error, records } = failed;
  if (!(error instanceof HaloError) || error.records || records.length === 0) return;
  const outcome = outcomeOf(failed);
  if (isUnreadBody(error) && outcome === 'refused')
    setNextStep(error, 'Correct the fields named and send again; nothing was changed.');
  // A status that is no plain refusal has no advice of its own, and may have come after the write.
  if (outcome === 'unknown' && error.code === 'halo/api') setNextStep(error, lookItUp);
  if (records.length === 1) return;
  noteOutcomes(
    error,
    records.map((record, index) => ({ index, outcome, ...idOf(record) })),
  );
  if (outcome === 'unknown') setNextStep(error, lookUp);
}

const lookUp =
  'Look each record up before you send it again, by its id or by what names it: some of them may have been written.';
