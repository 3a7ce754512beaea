/** How the cells of a text stand. */
export interface Dialect {
  readonly separator: string;
  /** Lines before the heading: comments and blank ones. */
  readonly bannerLines: number;
}

const separators = [',', ';', '\t', '|'] as const;
const linesLookedAt = 20;

/** The separator in words. */
export const separatorName = (separator: string): string =>
  ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'pipes' })[separator] ?? `"${separator}"`;

/** Finds the separator: the one that cuts the first lines into the most cells of the same number. */
export function sniffDialect(text: string, comment: string, quote: string): Dialect {
  const bannerLines = countBanner(text, comment);
  const lines = logicalLines(text.split(/\r\n|\n|\r/).slice(bannerLines), quote).slice(0, linesLookedAt);
  const scored = separators.map((separator) => ({ separator, score: score(lines, separator, quote) }));
  const best = scored.reduce((leader, other) => (other.score > leader.score ? other : leader));
  return { separator: best.score > 0 ? best.separator : ',', bannerLines };
}

function countBanner(text: string, comment: string): number {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '' && !(comment !== '' && line.startsWith(comment)));
  return Math.max(0, first);
}

/** Lines that belong together because a quote is open are joined; the last one may be cut off and is left out. */
function logicalLines(lines: readonly string[], quote: string): string[] {
  const joined: string[] = [];
  let open = '';
  for (const line of lines) {
    open = open === '' ? line : `${open}\n${line}`;
    if ((open.split(quote).length - 1) % 2 === 1) continue;
    if (open.trim() !== '') joined.push(open);
    open = '';
  }
  return joined.length > 1 ? joined.slice(0, -1).concat(joined.at(-1)!) : joined;
}

function score(lines: readonly string[], separator: string, quote: string): number {
  const counts = lines.map((line) => outsideQuotes(line, quote).split(separator).length - 1);
  const first = counts[0] ?? 0;
  if (first === 0) return 0;
  const same = counts.filter((count) => count === first).length;
  return (same / counts.length) * 10 + Math.min(first, 50) / 100;
}

function outsideQuotes(line: string, quote: string): string {
  if (quote === '') return line;
  return line
    .split(quote)
    .filter((_, at) => at % 2 === 0)
    .join('');
}
