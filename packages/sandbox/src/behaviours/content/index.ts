import type { Behaviour } from '../../resources/contract.js';
import { cannedTextsFavourites } from './canned-texts.js';
import { dashboardsFilterValues } from './dashboards.js';
import { emailTemplatesPreview } from './email-templates.js';
import { kbVotes } from './kb-votes.js';
import { reportsPublished, reportsRun } from './reports.js';
import { viewersTold } from './viewers.js';

/** Articles, reports, dashboards and templates. */
export const contentBehaviours: readonly Behaviour[] = [
  cannedTextsFavourites,
  dashboardsFilterValues,
  emailTemplatesPreview,
  kbVotes,
  reportsRun,
  reportsPublished,
  viewersTold,
];
