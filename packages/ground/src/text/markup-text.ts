import { oneLine } from './shown-text.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML shows it, in an element or in a quoted attribute; marks of direction and control characters have no effect. */
export const htmlText = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign).replace(hidden, '\ufffd');

const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/g;

/** Signs that begin something in CommonMark and GitHub's tables, mathematics and mentions. */
const active = /[\\`*_{}[\]|~$@!^#]/g;

/** What GitHub makes a link of without any sign around it: an address, and a name that begins with www. */
const address = /(:)(?=\/\/)|(\bwww)(\.)/gi;

/**
 * A text of others as one line of Markdown that means only itself: no link, no image, no code, no HTML, no heading, no mention. The
 * reader sees the text as it was.
 */
export const markdownText = (text: string): string =>
  oneLine(text)
    .replace(active, '\\$&')
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(address, (_, colon: string | undefined, www: string | undefined) =>
      colon ? '\\:' : `${www}\\.`,
    )
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

/** A text of others as a span of code in Markdown: fenced with more backticks than it contains, and never out of its table's cell. */
export function markdownCode(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
