import { filesMatching, readText } from '../architecture/workspace.js';

/** A fenced block of a page. */
export interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  /** How it has to be run, where the fence says so: `workspace`, `server` or `config`. */
  readonly setUp: string;
  readonly text: string;
}

/** Every page that a reader may copy from. */
export const pages = (): string[] =>
  filesMatching(
    /^(README|ARCHITECTURE|CONTRIBUTING|CHANGELOG)\.md$/,
    /^docs\/.*\.md$/,
    /^decisions\/.*\.md$/,
    /^packages\/[^/]+\/README\.md$/,
  );

/** The fenced blocks of a page, in order. */
export function snippetsOf(page: string): Snippet[] {
  const text = readText(page);
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((found) => {
    const [language = '', setUp = ''] = (found[1] ?? '').trim().split(/\s+/);
    return { page, line: text.slice(0, found.index).split('\n').length, language, setUp, text: found[2] ?? '' };
  });
}

/** The kind of a snippet, `bash server` for example; a fence without a language has none. */
export const kindOf = ({ language, setUp }: Snippet): string => [language, setUp].filter((word) => word !== '').join(' ');
