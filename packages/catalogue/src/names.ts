/** Which record a name means: by its names, by what narrows them down, and by what is inactive. */
export { candidatesText, nounOf, nounsOf } from './names/candidates.js';
export { labelsIn, shortReferenceOf } from './names/labels.js';
export { mayMeanHidden, meantBy, meantOf } from './names/meant-record.js';
export { nameKey, unified } from './names/name-key.js';
export {
  type NameKey,
  type NameKeys,
  nameKeysOf,
  nameParametersOf,
} from './names/name-keys.js';
export {
  addRow,
  calledBy,
  labelOf,
  meantFirst,
  type Named,
  type NewTable,
  type Table,
} from './names/named-records.js';
export { type Scope, scopeText } from './names/scope.js';
export { searchWord } from './names/search-word.js';
