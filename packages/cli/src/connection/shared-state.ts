import type { HaloClientOptions } from 'halopsa';
import { refreshTokenGrant } from 'halopsa';
import { fileBudget, fileTokenStore } from 'halopsa/node';
import type { Settings } from '../config/settings.js';
import type { Host } from '../host.js';
import { applicationTokenPath, budgetPath } from './state-keys.js';

/** Tokens and the budget outlive the run, so that the next one need not sign in and all of them together stay within the limit. */
export function sharedState(settings: Settings, signIn: string | undefined, host: Host): Partial<HaloClientOptions> {
  const budget = fileBudget(budgetPath(host, settings), { requests: 500, windowMs: 300_000 });
  if (signIn === undefined) return { budget, tokenStore: fileTokenStore(applicationTokenPath(host, settings)) };
  return { budget, tokenStore: fileTokenStore(signIn), grant: refreshTokenGrant };
}
