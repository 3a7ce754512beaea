import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environmentForOthers, type Host } from '../host.js';

/** The package as npm knows it. */
export const packageName = 'halopsa-cli';

/** The newest version that npm knows of, or undefined where it cannot say. */
export async function newestVersion(host: Host): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('npm', ['view', packageName, 'version'], {
      timeout: 15_000,
      signal: host.signal,
      env: environmentForOthers(host),
      shell: process.platform === 'win32',
    });
    return /^\d+\.\d+\.\d+/.exec(stdout.trim())?.[0];
  } catch {
    return undefined;
  }
}

/** Whether one version comes after another. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  for (const at of [0, 1, 2])
    if ((a?.[at] ?? 0) !== (b?.[at] ?? 0)) return (a?.[at] ?? 0) > (b?.[at] ?? 0);
  return false;
}
