/** Writes the tables of errors into docs/guides/errors.md, from the table in the catalogue. `npm run errors`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorCode, type ErrorHelp, errorHelp } from 'halopsa-catalogue/errors';
import { exitCode, exitOfError } from '../packages/cli/src/exit-code.js';

const page = join(import.meta.dirname, '..', 'docs', 'guides', 'errors.md');

type Row = readonly [code: ErrorCode, help: ErrorHelp];

const rows = Object.entries(errorHelp) as [ErrorCode, ErrorHelp][];
const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function table(headings: readonly string[], cells: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [line(headings), `|${headings.map(() => '---|').join('')}`, ...cells.map(line)].join('\n');
}

const happened = ({ meaning, statuses = [], carries }: ErrorHelp): string => {
  const status = statuses.length > 0 ? `${statuses.join(', ')}. ` : '';
  return `${status}${escaped(meaning)}${carries === undefined ? '' : ` Carries ${carries}.`}`;
};

const ofClient = ([code, help]: Row): string[] => [
  `\`${code}\``,
  help.class === undefined ? '' : `\`${help.class}\``,
  happened(help),
  escaped(help.changed),
  escaped(help.help),
];

const ofCommands = ([code, help]: Row): string[] => [
  `\`${code}\``,
  String(exitOfError[code] ?? exitCode.failed),
  escaped(help.meaning),
  escaped(help.changed),
  escaped([help.help, help.command].filter(Boolean).join(' ')),
];

const ofService = ([code, help]: Row): string[] => [
  `\`${code}\``,
  happened(help),
  escaped(help.changed),
  escaped(help.help),
];

const tables: Readonly<Record<string, () => string>> = {
  halo: () =>
    table(
      ['code', 'class', 'what happened', 'what was changed', 'what helps'],
      rows.filter(([code]) => code.startsWith('halo/')).map(ofClient),
    ),
  cli: () =>
    table(
      ['code', 'exit', 'what happened', 'what was changed', 'what helps'],
      rows.filter(([code]) => code.startsWith('cli/')).map(ofCommands),
    ),
  connector: () =>
    table(
      ['code', 'what happened', 'what was changed', 'what helps'],
      rows.filter(([code]) => /^(connector|mcp)\//.test(code)).map(ofService),
    ),
};

const begin = '<!-- errors: ';
const end = '<!-- end -->';

/** The page with its tables regenerated; each is between two comments. */
export function renderGuide(text: string): string {
  const [head = '', ...parts] = text.split(begin);
  const made = parts.map((part) => {
    const name = part.slice(0, part.indexOf(' -->'));
    return `${name} -->\n\n${tables[name]?.() ?? ''}\n\n${part.slice(part.indexOf(end))}`;
  });
  return [head, ...made].join(begin);
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(page, renderGuide(readFileSync(page, 'utf8')));
