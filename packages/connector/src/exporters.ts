import type { ExportRequest } from './export/export-request.js';
import type { ExportedFile } from './export/exported-file.js';
import { exportInsightConnect } from './insightconnect/export.js';
import { exportN8n } from './n8n/export.js';
import { exportOpenApi2 } from './openapi2/export.js';
import { exportPostman } from './postman/export.js';
import { exportSwimlane } from './swimlane/export.js';

/** The exports by the name of their target. */
export const exporters: ReadonlyMap<string, (request: ExportRequest) => Iterable<ExportedFile>> =
  new Map<string, (request: ExportRequest) => Iterable<ExportedFile>>([
    ['swimlane', exportSwimlane],
    ['postman', exportPostman],
    ['openapi2', exportOpenApi2],
    ['n8n', exportN8n],
    ['insightconnect', exportInsightConnect],
  ]);
