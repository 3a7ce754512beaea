import type { Vocabulary } from 'halopsa-catalogue/errors';

const quoted = (text: string): string => JSON.stringify(text);
const call = (name: string, argument?: string): string =>
  `${name}(${argument === undefined ? '' : quoted(argument)})`;
const named = (name: string, value: string | undefined): string =>
  value === undefined ? name : `${name}: ${quoted(value)}`;

/** The names that the functions of this package give their options: what remedies say to those who program with it. */
export const optionWords: Vocabulary = {
  allowNear: 'allowNear: true',
  blind: 'blind: true',
  checkIds: 'checkIds: true',
  clearEmpty: 'mapping.empty: "clear"',
  column: (heading, field) => `mapping.columns: { ${quoted(heading)}: ${quoted(field)} }`,
  dateFormat: (format) => named('mapping.date', format),
  decimal: (sign) => named('mapping.decimal', sign),
  encoding: (name) => named('encoding', name),
  force: 'force: true',
  format: 'format',
  ignore: (heading) =>
    heading === undefined
      ? 'null in mapping.columns'
      : `mapping.columns: { ${quoted(heading)}: null }`,
  ignoreOthers: 'mapping.others: "ignore-unknown"',
  literal: (text) => `mapping.literals: [${quoted(text)}]`,
  looseQuotes: 'looseQuotes: true',
  marker: 'marker',
  match: (field) => (field === undefined ? 'match' : `match: [${quoted(field)}]`),
  maxDeletes: 'maxDeletes',
  maxRows: 'maxRows',
  mode: (mode) => named('mode', mode),
  multilineCells: 'multilineCells: true',
  null: (text) => `mapping.nulls: [${quoted(text)}]`,
  numberHeadings: 'duplicateHeadings: "number"',
  out: 'out',
  preflight: 'preflight',
  quote: 'quote',
  range: 'range',
  separator: 'separator',
  set: (field, value) => `mapping.set: { ${quoted(field)}: ${quoted(value)} }`,
  sheet: 'sheet',
  skipErrors: 'skipErrors: true',
  skipLines: (lines) => (lines === undefined ? 'skipLines' : `skipLines: ${lines}`),
  zone: 'zone',
  online: 'give a tenant',
  apply: (plan) => call('applyPlan', plan),
  exportUnknown: (plan) => `exportResults({ plan: ${quoted(plan)}, unknown })`,
  plan: call('createPlan'),
  listReasons: (plan) => call('findReasons', plan),
  listResources: 'resourceNames of halopsa-catalogue',
  resume: (plan) => call('resumePlan', plan),
  retry: (plan) => `planRetry({ plan: ${quoted(plan)} })`,
  status: (plan) => call('readStatus', plan),
  undoImport: (folder) => call('undoImport', folder),
  deleteRecord: (topic, id) => `halo.resource(${quoted(topic)}).delete(${quoted(String(id))})`,
  pipe: ', or give openSource the unpacked stream',
};
