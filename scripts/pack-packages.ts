import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as a registry would receive it. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly tarball: string;
  /** Subpaths that a consumer can import, without the manifest's own. */
  readonly entryPoints: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

const packagesFolder = join(import.meta.dirname, '..', 'packages');

/** Packs every public package of the workspace, as built, into a folder. */
export function packPackages(destination: string): PackedPackage[] {
  return readdirSync(packagesFolder)
    .sort()
    .map((name) => join(packagesFolder, name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .flatMap((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
      return manifest.private ? [] : [pack(folder, manifest, destination)];
    });
}

function pack(folder: string, manifest: Manifest, destination: string): PackedPackage {
  const options = ['pack', '--ignore-scripts', '--json', '--pack-destination', destination];
  execFileSync('npm', options, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  return {
    name: manifest.name,
    version: manifest.version,
    folder,
    tarball: join(destination, `${manifest.name}-${manifest.version}.tgz`),
    entryPoints: Object.keys(manifest.exports ?? {}).filter((entry) => entry !== './package.json'),
  };
}
