import { userInfo } from 'node:os';

/** The person at this computer, for records of who did what. */
export function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
