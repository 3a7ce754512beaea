export {
  exactJsonSteps,
  JsonFault,
  type JsonRules,
  parseExactJson,
  strictJson,
} from './json/exact-json.js';
export { digitsKept } from './json/exact-number.js';
export type { ParsedJson, ParsedObject } from './json/parsed-json.js';
export { parsePlain } from './json/plain-json.js';
export { parseAnswer, TooDeepError } from './json/read-answer.js';
export { maskOf } from './text/carried-mask.js';
export { type Carried, maskedValue, secretsOf, withoutSecrets } from './text/carried-secrets.js';
export { escapedText, jsonText } from './text/json-text.js';
export { htmlText, markdownCode, markdownText } from './text/markup-text.js';
export { nearestName } from './text/nearest-name.js';
export { leadsAstray, pathPart } from './text/path-part.js';
export {
  commandWord,
  formulaSafe,
  roffText,
  shellWord,
  withoutFormulaGuard,
} from './text/quoted-text.js';
export {
  isSecretHeader,
  isSecretName,
  mask,
  redacted,
  redactedBody,
  redactedFields,
  redactedHeader,
  redactedUrl,
  withoutSignatures,
  withoutUser,
} from './text/redacted.js';
export { oneLine, shownText, shownWithColours } from './text/shown-text.js';
export { visibleText } from './text/visible-text.js';
export { textOfWorkbook, workbookText } from './text/workbook-text.js';
export { dateForms, dateInWords } from './time/date-words.js';
export { formatHaloDate, parseHaloDate } from './time/halo-date.js';
export { isCalendarDay, isIsoDate } from './time/iso-date.js';
export { wallClock, type ZoneClock, zoneClock } from './time/zones.js';
export { sleep, startTimer } from './timer.js';
