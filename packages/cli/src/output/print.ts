import { shownText, shownWithColours } from 'halopsa-ground';
import type { Host } from '../host.js';

/** Prints text of a command that is no record: names of others in it cannot steer the terminal. */
export const print = ({ stdout }: Host, text: string): void => void stdout.write(shownText(text));

/** Prints text in our colours. Texts of others in it are harmless already: a sequence that is not a colour of ours does not pass. */
export const printColoured = ({ stdout }: Host, text: string): void =>
  void stdout.write(shownWithColours(text));
