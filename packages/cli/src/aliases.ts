import { wordPositions } from './words.js';

/** The words of a line, as a shell would split it: quotes keep a word together. */
export const splitWords = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\]|\\.)+)/g)].map(
    ([, single, double, plain]) =>
      single === undefined ? (double ?? plain ?? '').replace(/\\(.)/g, '$1') : single,
  );

/** The line with its alias written out, or undefined where its first word is none. `$1` takes the first word behind the alias, and so on. */
export function expandAlias(
  argv: readonly string[],
  aliases: Readonly<Record<string, string>>,
): string[] | undefined {
  const [at] = wordPositions(argv, 1);
  const line =
    at === undefined ? undefined : Object.entries(aliases).find(([name]) => name === argv[at])?.[1];
  if (at === undefined || line === undefined) return undefined;
  const behind = argv.slice(at + 1);
  const used = new Set<number>();
  const words = splitWords(line).map((word) =>
    word.replace(/\$(\d)/g, (sign, digit: string) => {
      const index = Number(digit) - 1;
      if (behind[index] === undefined) return sign;
      used.add(index);
      return behind[index];
    }),
  );
  return [...argv.slice(0, at), ...words, ...behind.filter((_, index) => !used.has(index))];
}
