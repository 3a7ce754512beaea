/** How a text separates its cells. */
export interface Dialect {
  readonly separator: string;
  /** Lines before the first row: a line that names the separator, comments and blank ones. */
  readonly bannerLines: number;
  /** Those of them that are comments, by line. */
  readonly commentLines: readonly number[];
}

/** What the user has specified about a text. */
export interface GivenSigns {
  readonly comment: string;
  readonly quote: string;
  readonly separator?: string | undefined;
  /** Lines to pass over, whatever they hold. */
  readonly skipLines: number;
}

const separators = [',', ';', '\t', '|'] as const;
const linesLookedAt = 50;

/** How the line of a template begins that says what its columns hold. */
export const templateLine = '# This line says what each column holds.';

/** The separator in words. */
export const separatorName = (separator: string): string =>
  ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'pipes' })[separator] ?? `"${separator}"`;

/** Finds the separator: what a first line `sep=;` says, or the one that cuts the most lines into the same number of cells. */
export function sniffDialect(
  text: string,
  { comment, quote, separator: given, skipLines }: GivenSigns,
): Dialect {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const named = separatorLine(all[0] ?? '');
  const start = Math.max(skipLines, named === undefined ? 0 : 1);
  const lines = logicalLines(all.slice(start), quote).slice(0, linesLookedAt);
  const separator = given ?? named ?? bestSeparator(lines, quote);
  const usual = usualCount(lines, separator, quote);
  // A heading may begin with the sign of comments, as "#Nr." does; a comment has not as many cells as the table.
  const isComment = (line: string): boolean => {
    if (comment === '') return false;
    if (isTemplateLine(line, quote)) return true;
    return line.startsWith(comment) && (usual === 0 || cellCount(line, separator, quote) !== usual);
  };
  let bannerLines = start;
  const commentLines: number[] = [];
  for (const line of all.slice(start)) {
    if (line.trim() !== '' && !isComment(line)) break;
    bannerLines += 1;
    if (line.trim() !== '') commentLines.push(bannerLines);
  }
  return { separator, bannerLines: bannerLines === all.length ? start : bannerLines, commentLines };
}

/** Whether a line is the one above the headings of a template of ours, which has as many cells as they. */
const isTemplateLine = (line: string, quote: string): boolean =>
  line.startsWith(templateLine) || line.startsWith(`${quote}${templateLine}`);

/** What Excel reads and writes as the first line of a file. */
const separatorLine = (line: string): string | undefined =>
  /^"?sep=([^"\r\n])"?[,;\t|]*$/i.exec(line.replace(/^\uFEFF/, ''))?.[1];

function bestSeparator(lines: readonly string[], quote: string): string {
  const scored = separators.map((separator) => ({
    separator,
    score: score(lines, separator, quote),
  }));
  const best = scored.reduce((leader, other) => (other.score > leader.score ? other : leader));
  return best.score > 0 ? best.separator : ',';
}

/** Lines that belong together because a quote is open are joined. */
function logicalLines(lines: readonly string[], quote: string): string[] {
  const joined: string[] = [];
  let open: string[] = [];
  let quotes = 0;
  for (const line of lines) {
    open.push(line);
    if (quote !== '') quotes += line.split(quote).length - 1;
    if (quotes % 2 === 1) continue;
    if (open.some((part) => part.trim() !== '')) joined.push(open.join('\n'));
    open = [];
    quotes = 0;
  }
  // A quote that is never closed is a fault of its own, reported when the rows are read.
  return joined.length > 0 ? joined : lines.filter((line) => line.trim() !== '');
}

const cellCount = (line: string, separator: string, quote: string): number =>
  outsideQuotes(line, quote).split(separator).length - 1;

/** The number of separators that most lines have. */
function usualCount(lines: readonly string[], separator: string, quote: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = cellCount(line, separator, quote);
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  const [best = [0]] = [...counts].sort(
    ([one, lines], [other, otherLines]) => otherLines - lines || other - one,
  );
  return best[0];
}

function score(lines: readonly string[], separator: string, quote: string): number {
  const usual = usualCount(lines, separator, quote);
  if (usual === 0) return 0;
  const same = lines.filter((line) => cellCount(line, separator, quote) === usual).length;
  return (same / lines.length) * 10 + Math.min(usual, 50) / 100;
}

function outsideQuotes(line: string, quote: string): string {
  if (quote === '') return line;
  return line
    .split(quote)
    .filter((_, at) => at % 2 === 0)
    .join('');
}
