/** Which record a name means: by its names, by what narrows them down, and by what is inactive. */
export { mayMeanHidden, meantBy, meantOf } from './names/meant-record.js';
export { nameKey, unified } from './names/name-key.js';
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
