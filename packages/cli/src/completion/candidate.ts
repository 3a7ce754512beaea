/** What may stand next on the line, with a word about it. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}
