export {
  type Attempt,
  FileLock,
  type HeldLock,
  type LockOwner,
  LockTakenError,
  type LockWait,
} from './lock/file-lock.js';
export { lifeOf, ownIdentity, type ProcessIdentity } from './lock/process-identity.js';
export type { Place } from './log/frames.js';
export { LineLog, type LogDamage } from './log/line-log.js';
export { makeFolder } from './make-folder.js';

export {
  draftName,
  openPrivate,
  openPrivateSync,
  writableByOthers,
  writePrivate,
} from './private-file.js';

export { readRegular } from './regular-file.js';

export { readState, reasonOf, replaceFile, writeWhole } from './state-file.js';
