import type { Switches } from '../switches.js';

/** Single reads that answer 401, and not 403, to somebody who lacks the permission. */
const DETAILS_WITH_401: ReadonlySet<string> = new Set(['contracts.get']);

/** The status of a call whose caller lacks the permission. */
export const refusedStatus = (operationId: string, switches: Switches): number =>
  DETAILS_WITH_401.has(operationId) && switches.on('auth.permission-401-on-detail') ? 401 : 403;
