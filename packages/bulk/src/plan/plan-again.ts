import { resolve } from 'node:path';
import { commandWord } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import { cannotWrite } from '../input-error.js';
import type { Mapping } from '../mapping/map-file.js';
import type { PlanRequest, PlanResult } from './plan-request.js';

/** The map file beside a plan that says what the columns of its rows mean. */
export const mapBeside = (plan: string): string => `${plan}.map.json`;

/** The options that rows of a plan are planned again with, the map file beside it among them. */
export function wordsAgain(request: PlanRequest): string {
  const each = (flag: string, ...values: readonly (string | undefined)[]): string[] =>
    values.flatMap((value) => (value === undefined ? [] : [flag, commandWord(value)]));
  const told = (flag: string, isTold: boolean | undefined): string[] => (isTold ? [flag] : []);
  const { mode, match = [], marker, source, zone } = request;
  return [
    ...each('--mode', mode),
    ...each('--match', ...match),
    ...each('--marker', marker),
    ...told('--allow-near', request.allowNear),
    ...told('--blind', request.blind),
    ...told('--check-ids', request.checkIds),
    ...told('--no-forms', request.checkForms === false),
    ...each('--map', mapBeside(resolve(request.out))),
    ...each('--tz', source.fromHalo ? undefined : zone),
  ].join(' ');
}

/** Writes the map file: what each column became, and how its cells were read. */
export function writeMapBeside(
  { out, mapping }: PlanRequest,
  columns: PlanResult['columns'],
): Promise<void> {
  const whole: Mapping = { ...mapping, columns };
  return writePrivate(mapBeside(out), `${JSON.stringify(whole, undefined, 1)}\n`).catch(
    cannotWrite(mapBeside(out)),
  );
}
