/** The pattern of a LIKE as a regular expression: `%`, `_`, `[a-z]`, `[^a]` and an escaping sign; case does not matter. */
export function likePattern(pattern: string, mark?: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    const close = sign === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (sign === mark && at + 1 < pattern.length) {
      at += 1;
      source += literal(pattern[at]!);
    } else if (sign === '%') {
      // Runs of the same sign mean no more than one and would make the match slow.
      if (!source.endsWith('[^]*')) source += '[^]*';
    } else if (sign === '_') source += '[^]';
    else if (close > 0) {
      source += characterSet(pattern.slice(at + 1, close));
      at = close;
    } else source += literal(sign);
  }
  return new RegExp(`^${source} *$`, 'i');
}

function characterSet(inner: string): string {
  const negated = inner.startsWith('^');
  return `[${negated ? '^' : ''}${(negated ? inner.slice(1) : inner).replaceAll(/[\\\]^]/g, '\\$&')}]`;
}

const literal = (sign: string): string => sign.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
