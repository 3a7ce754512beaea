/** Node's file system, loaded where state is kept on disk only: the sandbox in process runs without Node. */
export const builtinFs = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');

/** Node's paths, likewise. */
export const builtinPath = (): typeof import('node:path') => process.getBuiltinModule('node:path');
