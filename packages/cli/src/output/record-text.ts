import { oneLine, shownText } from 'halopsa-ground';
import type { Colours } from './colours.js';
import { wrapWords } from './wrap-words.js';

/** How a record is written for a person. */
export interface TextStyle {
  readonly width: number;
  readonly colours: Colours;
}

/** One line about a record: what it is, and the value; without one the line is left out. */
export type Fact = readonly [label: string, value: string | undefined];

/** Facts under each other, with their values in one column; empty where there is none. */
export function factsText(facts: readonly Fact[], { colours }: TextStyle): string {
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  const widest = Math.max(0, ...known.map(([label]) => label.length));
  return known
    .map(([label, value]) => `${colours.dim(label.padEnd(widest))}  ${oneLine(value ?? '')}`)
    .join('\n');
}

/** A text in lines that fit; its own line breaks stay. */
export const paragraph = (text: string, { width }: TextStyle): string =>
  shownText(text)
    .split(/\r?\n/)
    .map((line) => wrapWords(line.trim().split(/\s+/), Math.max(20, width), ''))
    .join('\n');

/** Parts below each other, with an empty line between them. */
export const textOfParts = (parts: readonly string[]): string =>
  `${parts.filter((part) => part !== '').join('\n\n')}\n`;
