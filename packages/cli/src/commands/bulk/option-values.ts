import { InvalidArgumentError } from 'commander';

/** Reads a count of an option. */
export const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
};
