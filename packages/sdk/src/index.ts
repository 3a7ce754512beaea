export type { AnyRecord, Input } from 'halopsa-catalogue/types';
export type { AccessExplanation } from './access/explain-access.js';
export type { Identity } from './access/whoami.js';
export { asCurl } from './as-curl.js';
export type { Download, DownloadOptions } from './attachments/download.js';
export type { FileSource } from './attachments/file-source.js';
export { defaultFileStores } from './attachments/file-stores.js';
export type { NewAttachment, UploadWay } from './attachments/upload.js';
export { apiKey } from './auth/api-key.js';
export { type Discovery, discoverTenant } from './auth/discover.js';
export {
  clientCredentials,
  type Grant,
  passwordGrant,
  refreshTokenGrant,
  type Secret,
} from './auth/grants.js';
export type { HaloScope, Scopes } from './auth/scopes.js';
export type { ClientAuthentication } from './auth/token-request.js';
export { memoryTokenStore, type TokenSet, type TokenStore } from './auth/token-store.js';
export { Budget } from './budget/budget.js';
export type { BudgetLimit, Lane, Permit, RequestBudget } from './budget/request-budget.js';
export { HaloClient } from './client.js';
export { type Clock, systemClock } from './clock/clock.js';
export type { DroppedField } from './codec/body.js';
export type { Query, QueryValue } from './codec/query.js';
export { connect } from './connect.js';
export type { CallInput, CallOptions } from './core/call.js';
export type { ResourceParts } from './core/context.js';
export type {
  BatchCreateOptions,
  BatchOptions,
  Ensured,
  EnsureInput,
  ListAllOptions,
  SearchOptions,
  WireRecord,
  WriteOptions,
} from './core/records.js';
export type * from './custom-fields/custom-field-types.js';
export {
  joined as joinedCustomFields,
  type WireCustomField,
} from './custom-fields/join-custom-fields.js';
export type { CustomTable, CustomTableRow } from './custom-tables/custom-table.js';
export type { Drift } from './drift/find-drift.js';
export { HaloDriftError, validateAnswers } from './drift/validate-answers.js';
export * from './errors/index.js';
export type { FieldCodes, FieldKind, FieldVisibility } from './fields/assumed-codes.js';
export type { Field, FieldOptions, LookupValue } from './fields/field.js';
export { heldSecretsMask } from './held-by-client.js';
export type { SavedAttachment } from './methods/attachments.js';
export type { CategoryNode } from './methods/categories.js';
export {
  type CircuitBreakerOptions,
  CircuitOpenError,
  circuitBreaker,
} from './middleware/circuit-breaker.js';
export {
  configurationResources,
  type ReadCacheOptions,
  readCache,
} from './middleware/read-cache.js';
export type { NameStore } from './names/name-store.js';
export type { HaloClientOptions } from './options.js';
export type { Page } from './paging/page.js';
export type { RowList } from './paging/row-list.js';
export type { Exchange, Handler, Middleware, Reply } from './pipeline/exchange.js';
export type { ClientEvents, Logger } from './pipeline/telemetry.js';
export type { ReportFile } from './reports/report-file.js';
export type { ReportResult, ReportRow } from './reports/report-result.js';
export type { ReportFormat, ReportParams, RunOptions } from './reports/report-types.js';
export { type Resolution, type ResolveOptions, resolutionMessage } from './resolve/resolution.js';
export {
  type CustomEntity,
  CustomResource,
  defineResource,
  type ResourceDefinition,
  type ResourceOutline,
} from './resource/define-resource.js';
export type { ResourceClient } from './resource/resource-client.js';
export type { SearchAllOptions, SearchResults } from './search/search-results.js';
export { openTelemetry } from './telemetry/open-telemetry.js';
export type { Entity, RowEntity } from './types/entities.js';
export type {
  NewRecord,
  OperationId,
  Patch,
  ResourceName,
  Route,
  SearchableName,
} from './types/names.js';
export type { ResourceOf } from './types/resources.js';
export {
  HaloDroppedFieldsWarning,
  HaloNotShownWarning,
  HaloNotTakenWarning,
  type HaloWriteWarning,
  warningsOf,
} from './write/warnings.js';
