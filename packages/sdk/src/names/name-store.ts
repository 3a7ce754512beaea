/**
 * Where the names that were looked up are kept beyond one client, so that the next process need not ask again. Values are JSON;
 * what is older than five minutes is not to be given.
 */
export interface NameStore {
  /** What was kept under the key, or undefined. */
  get(key: string): Promise<unknown>;
  /** Keeps a value; a store that fails is asked no more. */
  set(key: string, value: unknown): Promise<void>;
}
