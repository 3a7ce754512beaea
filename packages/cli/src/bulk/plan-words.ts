import type { PlanAgain, PlanHeader } from 'halopsa-bulk';
import { commandWord } from 'halopsa-ground';
import type { PlanInput } from './plan-options.js';

/** What an option of `halo bulk plan` takes, as far as it is written again. */
type Given = readonly string[] | string | boolean | undefined;

const flagsOf = (flag: string, given: Given): string[] => {
  if (typeof given === 'boolean') return given ? [flag] : [];
  const values = typeof given === 'string' ? [given] : (given ?? []);
  return values.flatMap((value) => [flag, commandWord(value)]);
};

const written = (options: Readonly<Record<string, Given>>): string =>
  Object.entries(options)
    .flatMap(([flag, given]) => flagsOf(flag, given))
    .join(' ');

/** The options that say what rows mean, as a person writes them again; how the file is read is not among them. */
export const planWords = (options: PlanInput, zone: string | undefined): string =>
  written({
    '--mode': options.mode,
    '--match': options.match,
    '--marker': options.marker,
    '--allow-near': options.allowNear,
    '--blind': options.blind,
    '--set': options.set,
    '--column': options.column,
    '--ignore': options.ignore,
    '--ignore-others': options.ignoreOthers,
    '--map': options.map,
    '--values': options.values,
    '--check-ids': options.checkIds,
    '--no-forms': !options.forms,
    '--date-format': options.dateFormat,
    '--decimal': options.decimal,
    '--null': options.null,
    '--literal': options.literal,
    '--clear-empty': options.clearEmpty,
    '--tz': zone,
  });

/** The options that rows of a plan are planned again with, as a person writes them; undefined where none are known. */
export const againWords = ({ again }: Pick<PlanHeader, 'again'>): string | undefined =>
  typeof again === 'object' ? writtenAgain(again) : again;

const writtenAgain = ({ checkForms, ...again }: PlanAgain): string =>
  written({
    '--mode': again.mode,
    '--match': again.match,
    '--marker': again.marker,
    '--allow-near': again.allowNear,
    '--blind': again.blind,
    '--check-ids': again.checkIds,
    '--no-forms': checkForms === false,
    '--map': again.map,
    '--tz': again.zone,
  });
