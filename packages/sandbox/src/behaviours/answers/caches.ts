import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { route } from '../route.js';

/** Everything is read from the store at once, so that there is nothing to clear. */
const cleared: Handler = () => json({}, 201);

export const cachesCleared: readonly Behaviour[] = ['agents', 'lookups'].map((resource) =>
  route('routes.caches-cleared', resource, { clearCache: cleared }),
);
