import type { Host, Output } from '../host.js';
import type { Row } from './printer.js';

/** The address of a row's page, or undefined where it has none. */
export type LinkOf = (row: Row) => string | undefined;

/** Terminals that show links, by a variable that they set; all others would ignore them at best. */
const known: readonly (readonly [variable: string, value: RegExp])[] = [
  ['TERM_PROGRAM', /^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio)$/],
  ['TERM', /^(xterm-kitty|xterm-ghostty|alacritty|foot)/],
  ['VTE_VERSION', /^([5-9]\d{3,}|\d{5,})$/],
  ['KONSOLE_VERSION', /^2[1-9]/],
  ['WT_SESSION', /./],
  ['DOMTERM', /./],
];

/** Whether links are shown on this stream: never with `--no-hyperlinks` or NO_COLOR, else where the terminal is known to show them or FORCE_HYPERLINK says so. */
export function showsLinks(stream: Output, { env }: Host, wanted: boolean): boolean {
  if (!wanted || env['NO_COLOR'] || env['TERM'] === 'dumb' || stream.isTTY !== true) return false;
  const forced = env['FORCE_HYPERLINK'];
  return forced === undefined
    ? known.some(([name, value]) => value.test(env[name] ?? ''))
    : forced !== '0';
}

const begin = '\u001B]8;;';
const end = '\u0007';

/** A text that leads to an address (OSC 8). */
export const linked = (text: string, address: string): string => {
  const target = URL.canParse(address) ? new URL(address) : undefined;
  // A parsed address holds no control character, and nothing but a page of the web is opened by a click.
  return target && /^https?:$/.test(target.protocol)
    ? `${begin}${target.href}${end}${text}${begin}${end}`
    : text;
};

/** A text without its links: not every pager passes them on. */
export const withoutLinks = (text: string): string =>
  text.replace(/\u001B\]8;;[^\u0007]*\u0007/g, '');
