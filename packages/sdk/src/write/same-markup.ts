const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * Whether two texts are one text in markup that was written anew: the same words in the same order, however the tags around
 * them are spelled. A text without any tag on either side is compared letter by letter by the caller.
 */
export function sameMarkup(sent: string, found: string): boolean {
  if (!hasMarkup(sent) && !hasMarkup(found)) return false;
  const [a, b] = [wordsOf(sent), wordsOf(found)];
  // Where there are no words, all that was sent is in its tags: an image, a rule.
  return a === '' ? b === '' && picturesIn(sent) === picturesIn(found) : a === b;
}

const hasMarkup = (text: string): boolean => /<[a-z!/]|&(?:#\d|#x|[a-z]+;)/i.test(text);
const picturesIn = (text: string): number =>
  text.match(/<(?:img|hr|video|iframe|object|table)\b/gi)?.length ?? 0;

/** The words that a reader sees. One pass, whatever the text: an unclosed tag is text. */
function wordsOf(text: string): string {
  const plain = text
    .replace(/<[a-z!/][^<>]*>/gi, ' ')
    .replace(
      /&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,8});/gi,
      (whole, name: string) => decode(name) ?? whole,
    );
  return plain.replace(/[\s\u00a0]+/g, '');
}

function decode(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
