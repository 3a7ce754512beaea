export {
  type FieldSource,
  type ImportMap,
  type ImportProblem,
  type ImportResult,
  type ImportTarget,
  importRecords,
  readImportMap,
} from './import/import-records.js';
