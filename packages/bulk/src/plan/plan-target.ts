import { BulkInputError } from '../input-error.js';
import type { CheckedPlan } from './plan-file.js';

/** What a plan is bound to: the address of a tenant, its name where one server holds several, and the application. */
export interface PlanTarget {
  /** Empty for a plan that was made without a tenant. */
  readonly url: string;
  /** Empty where the server has one tenant; undefined where it is not known. */
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
}

/** An address without what says nothing: the case of its host, and slashes at its end. */
export const targetUrl = (url: string): string => {
  const bare = url.trim().replace(/(?<!\/)\/+$/, '');
  return URL.canParse(bare) ? new URL(bare).href.replace(/(?<!\/)\/+$/, '') : bare;
};

/** Refuses a plan that was made for another tenant, or by another application, which may see other records. */
export function refuseOtherTarget(
  { header, path }: Pick<CheckedPlan, 'header' | 'path'>,
  now: PlanTarget,
): void {
  const made: PlanTarget = {
    url: header.tenant,
    name: header.tenantName,
    clientId: header.clientId,
  };
  const found = differences(made, now);
  if (found.length === 0) return;
  throw new BulkInputError(
    `the plan was made for ${found.map(([was]) => was).join(' and ')}, and this is ${found.map(([, is]) => is).join(' and ')}`,
    'Use the profile or the settings that it was made with, or plan again.',
    { file: path },
  );
}

function differences(made: PlanTarget, now: PlanTarget): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  if (made.url !== '' && targetUrl(made.url) !== targetUrl(now.url))
    found.push([made.url, now.url || 'no tenant']);
  if (made.name !== undefined && now.name !== undefined && made.name !== now.name)
    found.push([nameText(made.name), nameText(now.name)]);
  if (made.clientId !== undefined && now.clientId !== undefined && made.clientId !== now.clientId)
    found.push([`application ${made.clientId}`, `application ${now.clientId}`]);
  return found;
}

const nameText = (name: string): string =>
  name === '' ? 'the tenant without a name' : `tenant "${name}"`;
