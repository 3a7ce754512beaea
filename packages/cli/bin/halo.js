#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import module from 'node:module';

const [first] = process.argv.slice(2);
if (first === '--version' || first === '-v') {
  console.log(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
} else {
  module.enableCompileCache?.();
  await import('../dist/main.js');
}
