import stringWidth from 'string-width';

const plain = /^[ -~]*$/;

/** Columns of the terminal that a text takes: wide characters take two, combining marks none. */
export const displayWidth = (text: string): number =>
  plain.test(text) ? text.length : stringWidth(text);

/** As much of the text as fits into so many columns, with an ellipsis where something is cut. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (plain.test(text)) return `${text.slice(0, Math.max(0, width - 1))}…`;
  let kept = '';
  let taken = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    taken += stringWidth(segment);
    if (taken > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
