/** Runs of characters that a person does not see and a model reads: format and direction marks, fillers, variation selectors, tags. */
const invisible =
  /(?:[\p{Cf}\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E0FFF}]|\u034F|\u17B4|\u17B5|[\u180B-\u180F]|[\uFE00-\uFE0F])+/gu;
/** What writing needs: a joiner inside a word, and the parts of an emoji. */
const ordinary = new Set(['\u200C', '\u200D', '\uFE0E', '\uFE0F', '\uFE0F\u200D']);
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
const lone = /\p{Surrogate}/gu;

/** A text for a reader that sees more than people do, such as a model: what is invisible is written out as `[U+200B]`, and reported by kind. */
export function visibleText(
  text: string,
  onFound: (kind: 'invisible' | 'control') => void,
): string {
  const written = (found: string, kind: 'invisible' | 'control'): string => {
    onFound(kind);
    return [...found]
      .map(
        (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
      )
      .join('');
  };
  return text
    .replace(invisible, (run) => (ordinary.has(run) ? run : written(run, 'invisible')))
    .replace(control, (found) => written(found, 'control'))
    .replace(lone, '\uFFFD');
}
