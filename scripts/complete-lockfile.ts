/**
 * Adds to package-lock.json the platform packages that npm left out because the registry it asked did not have them.
 * Without them `npm ci` refuses the lock file everywhere. Run it after `npm install` where tests/architecture says so.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };

const systems = [
  'android',
  'aix',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** The platform in a package's name, for example `@biomejs/cli-linux-x64-musl`. */
function platformOf(name: string): Pick<LockedPackage, 'cpu' | 'os' | 'libc'> | undefined {
  const words = name.slice(name.lastIndexOf('/') + 1).split(/[-.]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return undefined;
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? ['musl']
      : os === 'linux'
        ? ['glibc']
        : undefined;
  return { cpu: [cpu], os: [os], ...(libc && { libc }) };
}

const missing = Object.values(lock.packages).flatMap((owner) =>
  Object.entries(owner.optionalDependencies ?? {})
    .filter(([name]) => !(`node_modules/${name}` in lock.packages))
    .map(([name, version]) => ({ name, version, dev: owner.dev })),
);
for (const { name, version, dev } of missing) {
  const platform = platformOf(name);
  if (!platform || !/^\d/.test(version))
    throw new Error(`${name}@${version} is missing from the lock file and is no platform package`);
  lock.packages[`node_modules/${name}`] = {
    version,
    ...platform,
    ...(dev && { dev }),
    optional: true,
  };
}
if (missing.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(
    file,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  );
}
console.log(
  missing.length === 0
    ? 'the lock file is complete'
    : `added ${missing.length}: ${missing.map(({ name }) => name).join(', ')}`,
);
