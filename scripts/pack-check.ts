import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { type PackedPackage, packPackages } from './pack-packages.js';

const attw = join(import.meta.dirname, '..', 'node_modules', '.bin', 'attw');

/** What publint finds in a tarball, a line each. */
async function lint({ name, tarball }: PackedPackage): Promise<string[]> {
  const bytes = readFileSync(tarball);
  const file = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer;
  const { messages, pkg } = await publint({ pack: { tarball: file }, strict: true });
  return messages.map(
    (message) => `${name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`,
  );
}

/** What attw finds in the types of a tarball; a package without entry points has no types to resolve. */
function resolveTypes({ name, tarball, entryPoints }: PackedPackage): string[] {
  if (entryPoints.length === 0) return [];
  const options = [
    tarball,
    '--profile',
    'esm-only',
    '--no-color',
    '--exclude-entrypoints',
    './package.json',
  ];
  try {
    execFileSync(attw, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return [];
  } catch (error) {
    return [`${name}: ${(error as { stdout?: string }).stdout ?? error}`];
  }
}

/** Files of a tarball that name the package which is in no registry. */
function namesGround({ name, tarball }: PackedPackage): string[] {
  const into = mkdtempSync(join(tmpdir(), 'halo-pack-'));
  try {
    execFileSync('tar', ['-xzf', tarball, '-C', into]);
    return readdirSync(into, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          /\.(js|d\.ts)$/.test(file) &&
          /['"]halopsa-ground/.test(readFileSync(join(into, file), 'utf8')),
      )
      .map((file) => `${name}: ${file} refers to halopsa-ground, which nobody can install`);
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'halo-pack-'));
try {
  const packages = packPackages(folder);
  const problems: string[] = [];
  for (const one of packages)
    problems.push(...(await lint(one)), ...resolveTypes(one), ...namesGround(one));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`packed and checked: ${packages.map((one) => one.name).join(', ')}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
