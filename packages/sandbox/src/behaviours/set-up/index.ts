import type { Behaviour } from '../../resources/contract.js';
import { controlRecord } from './control-record.js';
import {
  customFieldsOfTheType,
  customFieldsPlainlyNamed,
  customFieldsReplaced,
} from './custom-fields.js';
import { customTableNames } from './custom-table-names.js';
import { customTableRows } from './custom-table-rows.js';
import { fieldsAddToAll } from './fields.js';
import { lookupsByKind } from './lookups.js';
import { createsNameWhatTheyLack } from './mandatory-fields.js';
import { setupMembersNumbered, setupRecordsNamed } from './named-records.js';
import { prioritiesDistinct } from './priorities-distinct.js';
import { prioritiesInUse } from './priorities-in-use.js';
import { setupRecordsInUse, setupReferencesResolve } from './references.js';
import { statusesSplitClosed } from './statuses.js';
import { ticketTypeFieldsTogether } from './ticket-type-fields.js';
import { workflowsStartStep } from './workflows.js';

/** What a tenant is set up with: statuses, priorities, types, fields, tables. */
export const setUpBehaviours: readonly Behaviour[] = [
  controlRecord,
  customFieldsPlainlyNamed,
  customFieldsOfTheType,
  customFieldsReplaced,
  customTableNames,
  customTableRows,
  fieldsAddToAll,
  lookupsByKind,
  ...createsNameWhatTheyLack,
  ...setupRecordsNamed,
  ...setupMembersNumbered,
  prioritiesDistinct,
  prioritiesInUse,
  ...setupRecordsInUse,
  ...setupReferencesResolve,
  statusesSplitClosed,
  ticketTypeFieldsTogether,
  workflowsStartStep,
];
