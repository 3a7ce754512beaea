import { passwordKey } from '../auth/log-in.js';
import type { HaloRecord } from '../store/port.js';
import type { SeedPlan } from './plan.js';

/** The one password of everybody who is made up. */
const SEED_PASSWORD = 'sandbox';

/** Passwords of the seeded agents and users. */
export const seedPasswords = (plan: SeedPlan): HaloRecord[] => [
  ...plan.agents.map(({ id }) => ({ id: passwordKey('agent', id), password: SEED_PASSWORD })),
  ...plan.clients.flatMap(({ sites }) =>
    sites.flatMap(({ users }) =>
      users.map(({ id }) => ({ id: passwordKey('user', id), password: SEED_PASSWORD })),
    ),
  ),
];
