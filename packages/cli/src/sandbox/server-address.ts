import { InvalidArgumentError } from 'commander';
import type { SeedSize } from 'halopsa-sandbox';
import { wholeNumber } from '../flags/flag-value.js';

/** The port that a sandbox listens on where none is named. */
export const DEFAULT_PORT = 4290;

/** The sizes of a seed. */
export const sizes: readonly SeedSize[] = ['empty', 'small', 'demo', 'large'];

/** Reads a whole number from 0. */
export function count(text: string): number {
  const value = wholeNumber(text);
  if (value < 0) throw new InvalidArgumentError('It takes 0 or more.');
  return value;
}

/** Reads a port. */
export function port(text: string): number {
  const value = count(text);
  if (value > 65_535) throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return value;
}
