import { InvalidArgumentError } from 'commander';
import { type ArgumentSpec, argument } from '../core/inputs.js';

/** The plan that a command works with. */
export const planFile: ArgumentSpec<string> = argument(
  '<plan>',
  'file that "halo bulk plan" has written',
);

/** Reads a count of an option. */
export const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
};
