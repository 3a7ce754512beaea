import { reasonOf } from 'halopsa-ground/node';
import type { ErrorReport } from './output/error-block.js';

const ofFiles = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOENT',
  'EMFILE',
  'ENAMETOOLONG',
  'ELOOP',
  'ENOTREG',
  'ENXIO',
  'EFBIG',
]);

/** What to tell of a failure that the computer is the cause of, and not the command: a folder without rights, a full disk, a port. */
export function systemReport(error: unknown): ErrorReport | undefined {
  const { code, path, address, port } = (error ?? {}) as Partial<Record<'code' | 'path' | 'address' | 'port', unknown>>;
  if (code === 'EADDRINUSE' || (code === 'EACCES' && port !== undefined) || code === 'EADDRNOTAVAIL') {
    const what = code === 'EADDRINUSE' ? 'is taken' : code === 'EACCES' ? 'is not yours to use' : 'is not an address of this computer';
    const where = code === 'EADDRNOTAVAIL' ? `The address ${String(address)}` : `The port ${String(port)}`;
    return {
      code: 'cli/system',
      message: `${where} ${what}. Nothing was started.`,
      nextStep: 'Name another one with --port or --address.',
    };
  }
  if (typeof code !== 'string' || !ofFiles.has(code)) return undefined;
  const reason = code === 'ENOENT' ? 'it is not there' : reasonOf(error);
  return {
    code: 'cli/system',
    message: `${typeof path === 'string' ? path : 'A file'} cannot be used: ${reason}.`,
    nextStep:
      'What halo keeps between runs lies in .halopsa/state of your home folder; set HALO_STATE_DIR to a folder that can be written.',
  };
}
