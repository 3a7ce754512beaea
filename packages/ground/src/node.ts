export { type Attempt, FileLock, type HeldLock, type LockOwner, LockTakenError, type LockWait } from './lock/file-lock.js';
