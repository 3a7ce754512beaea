import type { Vocabulary } from 'halopsa-catalogue/errors';
import { flagWords } from '../bulk/flag-words.js';
import type { Value } from '../output/json-value.js';

const json = (value: Value): string => JSON.stringify(value);

/** What the tool calls an input, with its value where one is given. */
const input = (name: string, value?: Value): string =>
  value === undefined ? json(name) : `${json(name)}: ${json(value)}`;

/** What only the command offers, to a person. */
const byCommand = (flag: string): string => `${flag} of "halo bulk plan"`;

/**
 * What `plan_bulk_change` calls the options of bulk work. Where it has no such input, and for the steps that it leaves to a person,
 * these are the words of the command line.
 */
export const inputWords: Vocabulary = {
  ...flagWords,
  allowNear: byCommand(flagWords.allowNear),
  blind: byCommand(flagWords.blind),
  checkIds: input('check_ids', true),
  clearEmpty: input('clear_empty', true),
  column: (heading, field) => input('columns', { [heading]: field }),
  dateFormat: (format) => input('date_format', format),
  decimal: (sign) => input('decimal', sign),
  ignore: (heading) => input('ignore', heading === undefined ? undefined : [heading]),
  ignoreOthers: input('ignore_others', true),
  literal: (text) => input('literals', [text]),
  marker: input('marker'),
  match: (field) => input('match', field === undefined ? undefined : [field]),
  mode: (mode) => input('mode', mode),
  null: (text) => input('nulls', [text]),
  preflight: input('preflight'),
  set: (field, value) => input('set', { [field]: value }),
  zone: input('time_zone'),
};
