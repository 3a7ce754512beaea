#!/usr/bin/env node
import { readFileSync, statSync } from 'node:fs';
import module from 'node:module';

const [first] = process.argv.slice(2);
if (first === '--version' || first === '-v') {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  // The console would say nothing of an output that cannot be written.
  process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1));
  process.stdout.write(`${version}\n`);
} else {
  module.enableCompileCache?.();
  await import(bundleIsFresh() ? '../dist/bundle/main.js' : '../dist/main.js');
}

/** In the workspace a package may be built anew without the bundle; a published package has no build record, and its bundle always holds. */
function bundleIsFresh() {
  const time = (path) =>
    statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const bundled = time('../dist/bundle/main.js');
  return (
    bundled > 0 &&
    ['../dist', '../../sdk/dist', '../../catalogue/dist'].every(
      (folder) => time(`${folder}/.tsbuildinfo`) <= bundled,
    )
  );
}
