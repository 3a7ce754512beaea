import { UsageError } from '../usage-error.js';

/** Where JSON would not stay what it is, and why. */
interface Inexactness {
  readonly kind: 'syntax' | 'number' | 'duplicate' | 'surrogate' | 'depth';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

const ways: Readonly<Record<Inexactness['kind'], string>> = {
  syntax: '',
  number: 'Give the number as a text, in quotes: it would be rounded otherwise.',
  duplicate: 'Keep one of the two.',
  surrogate: 'Write the whole character.',
  depth: 'Halo takes no record that deep.',
};

/** JSON that would be changed by being read. */
export const inexact = ({ kind, message, line, column }: Inexactness, what: string): UsageError =>
  new UsageError(`${what}, line ${line}, character ${column}: ${message}. Nothing was sent.`, {
    nextStep: ways[kind],
  });
