/** A part of a LIKE pattern, which stands for a run of characters or for one that passes a test. */
type Part = 'any' | ((sign: string) => boolean);

/** A LIKE pattern made ready: true where a text fits it. */
export type LikeTest = (text: string) => boolean;

/** Reads the pattern of a LIKE: `%`, `_`, `[a-z]`, `[^a]` and an escaping sign; neither case nor trailing spaces matter. */
export function likeTest(pattern: string, mark?: string): LikeTest {
  const parts = readParts(pattern.toLowerCase(), mark?.toLowerCase());
  return (text) => {
    const lower = text.toLowerCase();
    return fits(lower, parts) || (lower.endsWith(' ') && fits(lower.trimEnd(), parts));
  };
}

function readParts(pattern: string, mark: string | undefined): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; ) {
    const [part, length] = partAt(pattern, at, mark);
    parts.push(part);
    at += length;
  }
  return parts;
}

/** The part that begins here, and how many signs of the pattern it takes. */
function partAt(
  pattern: string,
  at: number,
  mark: string | undefined,
): readonly [part: Part, length: number] {
  const sign = pattern.charAt(at);
  if (sign === mark && at + 1 < pattern.length) return [literal(pattern.charAt(at + 1)), 2];
  if (sign === '%') return ['any', 1];
  if (sign === '_') return [() => true, 1];
  const close = sign === '[' ? pattern.indexOf(']', at + 2) : -1;
  return close > 0 ? [oneOf(pattern.slice(at + 1, close)), close + 1 - at] : [literal(sign), 1];
}

const literal =
  (wanted: string): Part =>
  (sign) =>
    sign === wanted;

function oneOf(inner: string): Part {
  const negated = inner.startsWith('^');
  const signs = negated ? inner.slice(1) : inner;
  const ranges: [from: string, to: string][] = [];
  for (let at = 0; at < signs.length; at += 1) {
    const ranged = signs[at + 1] === '-' && at + 2 < signs.length;
    ranges.push([signs.charAt(at), signs.charAt(ranged ? at + 2 : at)]);
    if (ranged) at += 2;
  }
  return (sign) => ranges.some(([from, to]) => sign >= from && sign <= to) !== negated;
}

/** Matches from left to right and goes back to the last `%` alone, so that no pattern takes more than length times length. */
function fits(text: string, parts: readonly Part[]): boolean {
  let at = 0;
  let part = 0;
  let lastAny = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted === 'any') {
      lastAny = part;
      resume = at;
      part += 1;
    } else if (wanted?.(text.charAt(at))) {
      at += 1;
      part += 1;
    } else if (lastAny >= 0) {
      resume += 1;
      at = resume;
      part = lastAny + 1;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === 'any');
}
