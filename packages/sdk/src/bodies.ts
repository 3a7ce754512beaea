/** What the methods of the client do, as one module that is loaded when the first of them is called: importing the client stays cheap. */
export { createRouteMatcher } from 'halopsa-catalogue/match-route';
export { explainAccess } from './access/explain-access.js';
export { whoami } from './access/whoami.js';
export { demandArguments } from './codec/arguments.js';
export { demandBody } from './codec/body.js';
export { demandVerb } from './codec/demand-call.js';
export { callMethod } from './methods/call-method.js';
export { checkRecords } from './names/with-ids.js';
export { maskHeld } from './pipeline/held-secrets.js';
export { maskWords } from './pipeline/told-words.js';
export { sendRaw } from './raw-request.js';
export { callOperation } from './resource/call-operation.js';
export { getRecord } from './resource/get-record.js';
export { readPage, readPages } from './resource/list.js';
export {
  createRecord,
  createRecords,
  deleteRecord,
  updateRecord,
  updateRecords,
  upsertRecord,
} from './resource/write-record.js';
export { sendCall, sendPath } from './send-call.js';
export { ensure } from './write/ensure.js';
