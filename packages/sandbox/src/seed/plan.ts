import { formatHaloDate } from 'halopsa-ground';
import { below, createRandom, pick } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import { companyKinds, companyWords, firstNames, siteNames, surnames } from './names.js';
import { teams } from './reference.js';
import { type SeedCounts, type SeedSize, seedCounts } from './size.js';

/** A client with its sites. */
export interface PlannedClient {
  readonly id: number;
  readonly name: string;
  readonly sites: readonly [PlannedSite, ...PlannedSite[]];
}

/** A site with its users. */
export interface PlannedSite {
  readonly id: number;
  readonly name: string;
  readonly users: readonly [PlannedUser, ...PlannedUser[]];
}

/** A user of a site. */
export interface PlannedUser {
  readonly id: number;
  readonly firstname: string;
  readonly surname: string;
  readonly email: string;
}

/** An agent with the team it belongs to. */
export interface PlannedAgent {
  readonly id: number;
  readonly firstname: string;
  readonly surname: string;
  readonly team: string;
  readonly teamId: number;
}

/** Who and what the seeded records refer to; the same size and day give the same plan. */
export interface SeedPlan {
  readonly size: SeedSize;
  readonly counts: SeedCounts;
  /** Midnight before the seeding, in milliseconds; all seeded dates lie before it. */
  readonly anchor: number;
  readonly clients: readonly PlannedClient[];
  /** The agents that are people. */
  readonly agents: readonly PlannedAgent[];
  /** Whom a ticket can be assigned to: the agents, and Unassigned. */
  readonly assignees: readonly PlannedAgent[];
  /** The seeded tickets, once they are made; actions tell of the same ones. */
  tickets: readonly HaloRecord[] | undefined;
  /** A date this many days before the anchor. */
  daysAgo(days: number): string;
}

const DAY = 86_400_000;

/** Halo's agent for unassigned tickets. */
export const UNASSIGNED = 1;

/** Clients that examples name, besides those of the count. */
const NAMED_CLIENTS: ReadonlyMap<number, string> = new Map([
  [1, 'Unknown'],
  [2, 'Acme'],
  [12, 'Harbour Dental'],
  [42, 'Meridian Logistics'],
  [123, 'Summit Housing'],
]);
const EXTRA_SITE = { client: 42, id: 789 } as const;

/** Plans a tenant's people and places. */
export function createPlan(size: SeedSize, now: number): SeedPlan {
  const counts = seedCounts(size);
  const anchor = Math.floor(now / DAY) * DAY;
  const assignees = planAgents(Math.max(counts.agents, 12));
  return {
    size,
    counts,
    anchor,
    clients: planClients(counts.clients),
    agents: assignees.filter(({ id }) => id !== UNASSIGNED),
    assignees,
    tickets: undefined,
    daysAgo: (days) => formatHaloDate(anchor - Math.round(days * DAY)),
  };
}

function planClients(count: number): PlannedClient[] {
  const random = createRandom('clients');
  const ids = new Set([
    1,
    ...(count === 0 ? [] : NAMED_CLIENTS.keys()),
    ...Array.from({ length: count }, (_, index) => index + 1),
  ]);
  let lastSite = 0;
  let lastUser = 0;
  const nextSite = (): number => {
    lastSite += 1;
    return lastSite;
  };
  const planUser = (domain: string): PlannedUser => {
    lastUser += 1;
    const firstname = pick(random, firstNames);
    const surname = pick(random, surnames);
    return {
      id: lastUser,
      firstname,
      surname,
      email: `${firstname}.${surname}.${lastUser}@${domain}`.toLowerCase(),
    };
  };
  return [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const name = NAMED_CLIENTS.get(id) ?? companyName(id);
      const domain = `${name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()}.example`;
      const planSite = (siteId: number, index: number): PlannedSite => {
        const more = below(random, 3);
        return {
          id: siteId,
          name: siteNames[index] ?? 'Annexe',
          users: [planUser(domain), ...Array.from({ length: more }, () => planUser(domain))],
        };
      };
      const mainSite = nextSite();
      const siteIds = Array.from({ length: id % 3 }, nextSite);
      if (id === EXTRA_SITE.client && count < EXTRA_SITE.id) siteIds.push(EXTRA_SITE.id);
      return {
        id,
        name,
        sites: [
          planSite(mainSite, 0),
          ...siteIds.map((siteId, index) => planSite(siteId, index + 1)),
        ],
      };
    });
}

/** Word and kind repeat after 250 clients; from then on a number distinguishes them. */
function companyName(id: number): string {
  const pairs = companyWords.length * companyKinds.length;
  const number = Math.floor(id / pairs);
  const name = `${companyWords[id % companyWords.length]} ${companyKinds[Math.floor(id / companyWords.length) % companyKinds.length]}`;
  return number === 0 ? name : `${name} ${number + 1}`;
}

function planAgents(count: number): PlannedAgent[] {
  const random = createRandom('agents');
  return Array.from({ length: count }, (_, index) => {
    // The remainder is below the length.
    const team = teams[index % teams.length]!;
    return {
      id: index + 1,
      firstname: pick(random, firstNames),
      surname: pick(random, surnames),
      team: team.name,
      teamId: team.id,
    };
  });
}
