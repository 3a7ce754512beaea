import { codeOf, fs, path as paths } from './builtin.js';

/**
 * Makes a folder and those above it. Node's own way (`recursive`) never ends where a folder that is there takes none, as below
 * /proc (seen with Node 20): each step is tried once here, and the error names the folder that could not be made.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const { mkdirSync } = fs();
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (isFolder(path)) return;
    const above = paths().dirname(path);
    if (codeOf(error) !== 'ENOENT' || above === path || isFolder(above)) throw error;
    makeFolder(above, mode);
    makeFolder(path, mode);
  }
}

const isFolder = (path: string): boolean =>
  fs().statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
