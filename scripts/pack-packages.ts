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
  const packages = readdirSync(packagesFolder)
    .sort()
    .map((name) => join(packagesFolder, name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .flatMap((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
      return manifest.private ? [] : [packed(folder, manifest, destination)];
    });
  // All at once: npm takes longer to start than to pack.
  const folders = packages.map(({ folder }) => folder);
  const options = ['pack', '--ignore-scripts', '--pack-destination', destination];
  execFileSync('npm', [...options, ...folders], { stdio: ['ignore', 'ignore', 'pipe'] });
  return packages;
}

const packed = (folder: string, manifest: Manifest, destination: string): PackedPackage => ({
  name: manifest.name,
  version: manifest.version,
  folder,
  tarball: join(destination, `${manifest.name}-${manifest.version}.tgz`),
  entryPoints: Object.keys(manifest.exports ?? {}).filter((entry) => entry !== './package.json'),
});
