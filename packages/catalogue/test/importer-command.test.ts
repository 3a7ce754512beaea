import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emitOpenApi } from '../compiler/emit/openapi.js';
import { readSource } from '../compiler/source.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-import-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runImport(...options: string[]): Promise<Finished> {
  const program = join(import.meta.dirname, '..', 'importer', 'main.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', program, ...options], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

function documentWithout(...paths: string[]): string {
  const document = emitOpenApi(readSource(), '2026') as { paths: Record<string, unknown> };
  for (const path of paths) delete document.paths[path];
  const file = join(folder, `${paths.length}.json`);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

describe('npm run import', () => {
  test('says that nothing changed', async () => {
    expect(await runImport(documentWithout())).toEqual({ code: 0, stdout: 'no change\n', stderr: '' });
  });

  test('reports a change, and writes nothing by default', async () => {
    const before = readSource();
    const { code, stdout } = await runImport(documentWithout('/Tickets/vote'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'operation removed: 1\n  POST /Tickets/vote\n1 change\n' });
    expect(readSource()).toEqual(before);
  });

  test.each([
    ['no file', [], /npm run import -- openapi\.json/],
    ['a file that is missing', [join(folder, 'none.json')], /ENOENT.*none\.json/],
    ['a flag that does not exist', ['--wipe'], /Unknown option '--wipe'/],
  ] as const)('%s ends with one message and no stack', async (_, options, message) => {
    const { code, stdout, stderr } = await runImport(...options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
