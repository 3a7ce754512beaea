import type { HaloClientOptions } from 'halopsa';
import { refreshTokenGrant } from 'halopsa';
import { fileBudget, fileTokenStore } from 'halopsa/node';
import type { Settings } from '../config/settings.js';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';
import { fileNameStore } from './name-store.js';
import { applicationTokenPath, budgetPath, namesPath } from './state-keys.js';

/** Tokens and the budget outlive the run, so that the next one need not sign in and all of them together stay within the limit. */
export function sharedState(
  settings: Settings,
  signIn: string | undefined,
  host: Host,
  warn: Warn,
): Partial<HaloClientOptions> {
  let hasWarned = false;
  // What keeps the one file from being used keeps the other, and one line says it.
  const onWarning: Warn = (line) => {
    if (!hasWarned) warn(line);
    hasWarned = true;
  };
  const budget = budgetOf(settings, host, onWarning);
  const nameStore = fileNameStore(namesPath(host, settings));
  const tokens = signIn ?? applicationTokenPath(host, settings);
  return {
    budget,
    nameStore,
    tokenStore: fileTokenStore(tokens, { onWarning }),
    ...(signIn !== undefined && { grant: refreshTokenGrant }),
  };
}

type Warn = (line: string) => void;

const usualLimit = '500/300';

/** The budget that all runs share, or none to speak of where Halo has lifted the limit. */
function budgetOf(
  settings: Settings,
  host: Host,
  onWarning: Warn,
): NonNullable<HaloClientOptions['budget']> {
  const text = settings.rate_limit ?? usualLimit;
  if (text === 'off') return { requests: 1_000_000_000, windowMs: 1000 };
  const [, requests, seconds] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  const limit = { requests: Number(requests), windowMs: Number(seconds) * 1000 };
  if (requests && seconds) return fileBudget(budgetPath(host, settings), limit, { onWarning });
  throw new UsageError(
    `The rate limit takes requests/seconds such as ${usualLimit}, or off, and it is "${text}". Nothing was sent.`,
    {
      nextStep: 'Set rate_limit in the configuration or HALO_RATE_LIMIT.',
    },
  );
}
