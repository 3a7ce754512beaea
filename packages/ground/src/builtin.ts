/** Node's file system, looked up when it is used: who only might keep files can be imported where there is no Node. */
export const fs = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');

/** Node's paths, likewise. */
export const path = (): typeof import('node:path') => process.getBuiltinModule('node:path');

/** The code of an error of the system, such as `ENOENT`. */
export const codeOf = (error: unknown): string | undefined =>
  (error as NodeJS.ErrnoException | undefined)?.code;
