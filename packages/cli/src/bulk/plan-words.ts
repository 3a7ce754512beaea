import { commandWord } from 'halopsa-ground';
import type { PlanInput } from './plan-options.js';

/** The options that say what rows mean, as a person writes them again; how the file is read is not among them. */
export function planWords(options: PlanInput, zone: string | undefined): string {
  const each = (flag: string, ...values: readonly (string | undefined)[]): string[] =>
    values.flatMap((value) => (value === undefined ? [] : [flag, commandWord(value)]));
  const told = (flag: string, isTold: boolean | undefined): string[] => (isTold ? [flag] : []);
  return [
    ...each('--mode', options.mode),
    ...each('--match', ...(options.match ?? [])),
    ...each('--marker', options.marker),
    ...told('--allow-near', options.allowNear),
    ...told('--blind', options.blind),
    ...each('--set', ...(options.set ?? [])),
    ...each('--column', ...(options.column ?? [])),
    ...each('--ignore', ...(options.ignore ?? [])),
    ...told('--ignore-others', options.ignoreOthers),
    ...each('--map', options.map),
    ...each('--values', options.values),
    ...told('--check-ids', options.checkIds),
    ...told('--no-forms', !options.forms),
    ...each('--date-format', options.dateFormat),
    ...each('--decimal', options.decimal),
    ...each('--null', ...(options.null ?? [])),
    ...each('--literal', ...(options.literal ?? [])),
    ...told('--clear-empty', options.clearEmpty),
    ...each('--tz', zone),
  ].join(' ');
}
