import type { Behaviour } from '../../resources/contract.js';
import { cachesCleared } from './caches.js';
import { auditNewestFirst, changesAudited } from './changes-audited.js';
import { junkIdsAreMissing } from './junk-ids.js';
import { oddAnswers } from './no-json.js';
import { contractsForbiddenWith401 } from './permission-statuses.js';
import { recordedStatuses } from './recorded-statuses.js';
import {
  invoiceStatusesLeakSql,
  ticketTypesLeakSql,
  timesheetEventsLeakSql,
} from './sql-errors.js';
import {
  anonymousArticlesNeedToken,
  integrationDataNeedsType,
  secretLinksNeedToken,
} from './token-routes.js';

/** Statuses and forms of answers that are not the usual ones. */
export const answerBehaviours: readonly Behaviour[] = [
  ...cachesCleared,
  ...changesAudited,
  auditNewestFirst,
  junkIdsAreMissing,
  ...oddAnswers,
  contractsForbiddenWith401,
  ...recordedStatuses,
  ticketTypesLeakSql,
  timesheetEventsLeakSql,
  invoiceStatusesLeakSql,
  anonymousArticlesNeedToken,
  secretLinksNeedToken,
  integrationDataNeedsType,
];
