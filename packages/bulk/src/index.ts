export type { Cell } from './cell.js';
export {
  type ImportOptions,
  type ImportStatus,
  importFolder,
  importStatus,
  undoImport,
} from './import/import-folder.js';
export { BulkError, BulkInputError, type Place, type Worded } from './input-error.js';
export {
  type ColumnRule,
  joinMappings,
  type Mapping,
  readMapFile,
  type Transform,
} from './mapping/map-file.js';
export { mapFromPayload, type PayloadMap } from './mapping/map-from-payload.js';
export { optionWords } from './option-words.js';
export { createPlan } from './plan/create-plan.js';
export { isReconcilable } from './plan/estimate.js';
export {
  type Action,
  type CheckedPlan,
  checkPlan,
  type Mode,
  type PlanAgain,
  type PlanFooter,
  type PlanHeader,
  type PlanRow,
  readPlanRows,
} from './plan/plan-file.js';
export type { PlanRequest, PlanResult } from './plan/plan-request.js';
export type { PlanTarget } from './plan/plan-target.js';
export { type Reason, type ReasonListing, reasonList, reasonText } from './plan/reasons.js';
export { type Why, whyText } from './plan/why.js';
export { openSource } from './reading/open-source.js';
export { recordsSource } from './reading/records-source.js';
export type { ReadOptions, Source, SourceFormat, SourceRow } from './reading/source.js';
export {
  type ExportCounts,
  type ExportRequest,
  exportResults,
  unknownPath,
} from './results/export-results.js';
export { findReasons, findRows, type RowFilter } from './results/find-rows.js';
export { listJobs } from './results/list-jobs.js';
export { payloads } from './results/payloads.js';
export { planRetry, type RetryRequest, retryPath } from './results/plan-retry.js';
export { planUndo, type UndoRequest } from './results/plan-undo.js';
export {
  type JobStatus,
  type Outcome,
  type RowResult,
  readResults,
  readStatus,
} from './results/read-results.js';
export { type ReviewOptions, reviewPage } from './results/review/review-page.js';
export { type ApplyOptions, type ApplyResult, applyPlan, resumePlan } from './run/apply-plan.js';
export type { RunOptions } from './run/row-notes.js';
export { BulkStoppedError } from './run/stopped.js';
export type { Verify } from './run/verify.js';
export { type EditRequest, writeEditSheet } from './sheets/edit-sheet.js';
export { exportLookups } from './templates/export-lookups.js';
export { generateSample } from './templates/generate-sample.js';
export {
  type Choice,
  generateTemplate,
  type Template,
  type TemplateColumn,
  type TemplateRequest,
} from './templates/template.js';
export {
  type ColumnRules,
  type ValidationRules,
  validationRules,
} from './templates/validation-rules.js';
export { type TemplateFile, writeTemplate } from './templates/write-template.js';
export { type BulkClient, type ReadPage, Tenant, type TenantOptions } from './tenant.js';
