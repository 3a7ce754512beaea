import type { Verify } from 'halopsa-bulk';
import { choice, type OptionsFor, option } from '../core/inputs.js';
import { wholeNumber } from './inputs.js';

/** What every running job is told. */
export interface RunInput {
  readonly verify: Verify;
  readonly maxFailures: number | undefined;
  readonly force: true | undefined;
}

/** The options of every running job. */
export const runOptions: OptionsFor<RunInput> = {
  verify: choice(
    '--verify <rows>',
    'rows to read again afterwards, to check that Halo kept the values: all, a sample of 20, or none',
    ['all', 'sample', 'none'],
    { default: 'sample' },
  ),
  maxFailures: option('--max-failures <count>', 'stop once more rows than this have failed', {
    parse: wholeNumber,
  }),
  force: option('--force', 'also change records that somebody has changed since the plan was made'),
};
