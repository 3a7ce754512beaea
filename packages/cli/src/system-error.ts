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

type Parts = Partial<Record<'code' | 'path' | 'address' | 'port', unknown>>;

/** What to tell of a failure that the computer is the cause of, and not the command: a folder without rights, a full disk, a port. */
export function systemReport(error: unknown): ErrorReport | undefined {
  const parts = (error ?? {}) as Parts;
  const place = placeProblem(parts);
  if (place !== undefined) {
    return {
      code: 'cli/system',
      message: `${place}. Nothing was started.`,
      nextStep: 'Name another one with --port or --address.',
    };
  }
  const { code, path } = parts;
  if (typeof code !== 'string' || !ofFiles.has(code)) return undefined;
  const reason = code === 'ENOENT' ? 'it is not there' : reasonOf(error);
  return {
    code: 'cli/system',
    message: `${typeof path === 'string' ? path : 'A file'} cannot be used: ${reason}.`,
    nextStep:
      'What halo keeps between runs lies in .halopsa/state of your home folder; set HALO_STATE_DIR to a folder that can be written.',
  };
}

/** What is wrong with the place that a server was to listen at. */
function placeProblem({ code, address, port }: Parts): string | undefined {
  if (code === 'EADDRINUSE') return `The port ${String(port)} is taken`;
  if (code === 'EADDRNOTAVAIL')
    return `The address ${String(address)} is not an address of this computer`;
  return code === 'EACCES' && port !== undefined
    ? `The port ${String(port)} is not yours to use`
    : undefined;
}
