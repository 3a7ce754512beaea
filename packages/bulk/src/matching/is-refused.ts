import { HaloAPIError } from 'halopsa';

/** Whether Halo refused a read, as it does where the application may not see the records. */
export const isRefused = (error: unknown): boolean =>
  error instanceof HaloAPIError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 401 &&
  error.status !== 429;
