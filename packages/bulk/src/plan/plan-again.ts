import { resolve } from 'node:path';
import { writePrivate } from 'halopsa-ground/node';
import { cannotWrite } from '../input-error.js';
import type { Mapping } from '../mapping/map-file.js';
import type { PlanAgain } from './plan-file.js';
import type { PlanRequest, PlanResult } from './plan-request.js';

/** The map file beside a plan that says what the columns of its rows mean. */
export const mapBeside = (plan: string): string => `${plan}.map.json`;

/** What rows of a plan are planned again with. */
export const planAgain = (request: PlanRequest): PlanAgain => ({
  mode: request.mode,
  match: request.match,
  marker: request.marker,
  allowNear: request.allowNear,
  blind: request.blind,
  checkIds: request.checkIds,
  checkForms: request.checkForms,
  map: mapBeside(resolve(request.out)),
  zone: request.source.fromHalo ? undefined : request.zone,
});

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
