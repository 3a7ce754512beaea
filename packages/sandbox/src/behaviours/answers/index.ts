import type { Behaviour } from '../../resources/contract.js';
import { cachesCleared } from './caches.js';
import { auditNewestFirst, changesAudited } from './changes-audited.js';
import { customFieldsAsked } from './custom-fields-asked.js';
import { junkIdsAreMissing } from './junk-ids.js';
import { oddAnswers } from './no-json.js';
import { contractsForbiddenWith401 } from './permission-statuses.js';
import { recordedStatuses } from './recorded-statuses.js';
import { referencesResolve } from './references-resolve.js';
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
import {
  bodiesAreArrays,
  guidsIdentify,
  writesAnswer201,
  writesAnswerLongDates,
} from './written.js';

/** Statuses and forms of answers that are not the usual ones. */
export const answerBehaviours: readonly Behaviour[] = [
  ...cachesCleared,
  ...changesAudited,
  auditNewestFirst,
  customFieldsAsked,
  junkIdsAreMissing,
  ...oddAnswers,
  contractsForbiddenWith401,
  ...recordedStatuses,
  referencesResolve,
  ticketTypesLeakSql,
  timesheetEventsLeakSql,
  invoiceStatusesLeakSql,
  anonymousArticlesNeedToken,
  secretLinksNeedToken,
  integrationDataNeedsType,
  writesAnswer201,
  bodiesAreArrays,
  guidsIdentify,
  writesAnswerLongDates,
];
