import type { Vocabulary } from 'halopsa-catalogue/errors';
import { commandWord } from 'halopsa-ground';

const given = (flag: string, value: string | undefined): string =>
  value === undefined ? flag : `${flag} ${commandWord(value)}`;
const quoted = (flag: string, text: string): string => `${flag} ${JSON.stringify(text)}`;
const command = (words: string, ...rest: readonly (string | undefined)[]): string =>
  `"${[`halo ${words}`, ...rest.flatMap((word) => (word === undefined ? [] : commandWord(word)))].join(' ')}"`;

/** What the command line calls the options and steps of bulk work. */
export const flagWords: Vocabulary = {
  allowNear: '--allow-near',
  blind: '--blind',
  checkIds: '--check-ids',
  clearEmpty: '--clear-empty',
  column: (heading, field) => `--column "${heading}=${field}"`,
  dateFormat: (format) =>
    format === undefined || /^[^\s,']+$/.test(format)
      ? ['--date-format', format].filter(Boolean).join(' ')
      : `--date-format "${format}"`,
  decimal: (sign) => (sign === undefined ? '--decimal' : `--decimal ${sign}`),
  encoding: (name) => given('--encoding', name),
  force: '--force',
  format: '--format',
  ignore: (heading) => (heading === undefined ? '--ignore' : `--ignore "${heading}"`),
  ignoreOthers: '--ignore-others',
  literal: (text) => quoted('--literal', text),
  looseQuotes: '--loose-quotes',
  marker: '--marker',
  match: (field) => given('--match', field),
  maxDeletes: '--max-deletes',
  maxRows: '--max-rows',
  mode: (mode) => given('--mode', mode),
  multilineCells: '--multiline-cells',
  null: (text) => quoted('--null', text),
  numberHeadings: '--number-headings',
  out: '--out',
  preflight: '--preflight',
  quote: '--quote',
  range: '--range',
  separator: '--separator',
  set: (field, value) => `--set ${field}=${value}`,
  sheet: '--sheet',
  skipErrors: '--skip-errors',
  skipLines: (lines) => (lines === undefined ? '--skip-lines' : `--skip-lines ${lines}`),
  zone: '--tz',
  online: 'leave --offline out',
  apply: (plan) => command('bulk apply', plan),
  exportUnknown: (plan) => `"halo bulk export ${commandWord(plan)} --unknown unknown.csv"`,
  plan: command('bulk plan'),
  listReasons: (plan) => `"halo bulk show ${commandWord(plan)} --reasons"`,
  listResources: command('resources'),
  resume: (plan) => command('bulk resume', plan),
  retry: (plan) => command('bulk retry', plan),
  status: (plan) => command('bulk status', plan),
  undoImport: (folder) => `"halo bulk import ${commandWord(folder)} --undo"`,
  deleteRecord: (topic, id) => `"halo ${topic} delete ${id}"`,
  pipe: ', or pipe it: gunzip -c FILE | halo bulk plan TOPIC -',
};
