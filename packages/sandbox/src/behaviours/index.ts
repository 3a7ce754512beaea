import type { Behaviour } from '../resources/contract.js';
import { actionBehaviours } from './actions/index.js';
import { answerBehaviours } from './answers/index.js';
import { assetBehaviours } from './assets/index.js';
import { attachmentBehaviours } from './attachments/index.js';
import { contentBehaviours } from './content/index.js';
import { documentBehaviours } from './documents/index.js';
import { integrationBehaviours } from './integrations/index.js';
import { listBehaviours } from './lists/index.js';
import { peopleBehaviours } from './people/index.js';
import { serverBehaviours } from './server/index.js';
import { setUpBehaviours } from './set-up/index.js';
import { ticketBehaviours } from './tickets/index.js';
import { timeBehaviours } from './time/index.js';

/** All behaviours, in no order: within a resource their priorities and ids decide. */
export const behaviours: readonly Behaviour[] = [
  ...actionBehaviours,
  ...answerBehaviours,
  ...assetBehaviours,
  ...attachmentBehaviours,
  ...contentBehaviours,
  ...documentBehaviours,
  ...integrationBehaviours,
  ...listBehaviours,
  ...peopleBehaviours,
  ...serverBehaviours,
  ...setUpBehaviours,
  ...ticketBehaviours,
  ...timeBehaviours,
];
