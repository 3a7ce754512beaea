import type { BehaviourSettings } from './switches.js';

/** A set of behaviours: as the server is now, as older versions were, forgiving, or with details of tickets as large as live ones. */
export type ProfileName = 'current' | 'pre-2026' | 'lenient' | 'full-size';

/** What a profile sets otherwise than the better evidence does, by manifest id. */
const PROFILES: Readonly<Record<ProfileName, BehaviourSettings>> = {
  current: {},
  'pre-2026': {
    'paging.cap-100': false,
    'paging.past-end-count-zero': false,
    'list.key-agents': false,
    'post.status-201': false,
    'post.guid-is-upsert-key': false,
  },
  lenient: {
    'auth.scopes-narrow': false,
    'paging.needs-both': false,
    'paging.cap-100': false,
    'paging.cap-by-resource': false,
    'paging.count-capped': false,
    'paging.unpaged-count-is-rows': false,
    'actions.newest-first': false,
    'post.bare-object-refused': false,
    'post.success-proves-nothing': false,
    'tickets.allowed-statuses': false,
    'tickets.mandatory-fields-joined': false,
    'actions.outcome-required': false,
    'workflows.start-step': false,
    'documents.party-required': false,
    'setup.name-required': false,
  },
  'full-size': { 'tickets.expanded-detail': true },
};

/** The settings of a profile. */
export const profileSettings = (name: ProfileName): BehaviourSettings => PROFILES[name];
