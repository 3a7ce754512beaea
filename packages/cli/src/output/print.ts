import { shownText } from 'halopsa-ground';
import type { Host } from '../host.js';

/** Prints text of a command that is no record: names of others in it cannot steer the terminal. */
export const print = ({ stdout }: Host, text: string): void => void stdout.write(shownText(text));
