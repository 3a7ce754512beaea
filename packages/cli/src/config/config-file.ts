import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Document } from 'yaml';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';
import { type SettingName, type Settings, settingNames } from './settings.js';

/** Where the configuration is: `HALO_CONFIG`, or `.halopsa/config.yaml` in the home folder. */
export const configPath = (host: Host): string => host.env['HALO_CONFIG'] || join(host.home, '.halopsa', 'config.yaml');

/** Reads the configuration file; no file is no settings. Throws a UsageError where it cannot be read or is not what it should be. */
export async function readConfig(path: string): Promise<Settings> {
  const text = await readText(path);
  return text === undefined ? {} : settingsIn(await parse(path, text), path);
}

/** Writes these settings into the file, which only its owner may read; other keys and comments in it stay. */
export async function writeConfig(path: string, settings: Settings): Promise<void> {
  const document = await parse(path, (await readText(path)) ?? '');
  settingsIn(document, path);
  for (const [name, value] of Object.entries(settings)) document.set(name, value);
  await replaceFile(path, document.toString());
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`The configuration file ${path} cannot be read (${code}).`, {
      cause,
      nextStep: 'Make it a file that you may read, or name another one in HALO_CONFIG.',
    });
  }
}

/** The messages of the parser quote the line, and a line may hold the secret: only the place is told. */
async function parse(path: string, text: string): Promise<Document> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (!error) return document;
  const line = error.linePos?.[0].line;
  throw new UsageError(`The configuration file ${path} is not valid YAML${line === undefined ? '' : ` (line ${line})`}.`, {
    nextStep: 'Mend it, or remove it and run "halo configure".',
  });
}

function settingsIn(document: Document, path: string): Settings {
  const content: unknown = document.toJS();
  if (content === null) return {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw wrongShape(path, 'It has to hold lines such as "tenant_url: https://company.halopsa.com"');
  const values = content as Readonly<Record<string, unknown>>;
  return Object.fromEntries(settingNames.flatMap((name) => settingIn(values[name], name, path)));
}

function settingIn(value: unknown, name: SettingName, path: string): [SettingName, string][] {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]];
  throw wrongShape(path, `Its key ${name} has to be a text`);
}

const wrongShape = (path: string, what: string): UsageError =>
  new UsageError(`The configuration file ${path} is not understood. ${what}.`, {
    nextStep: 'Mend it, or remove it and run "halo configure".',
  });

/** The new text is complete under another name before it takes the place of the old one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(draft, text, { mode: 0o600 });
    await chmod(draft, 0o600);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new UsageError(
      `The configuration file ${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
      {
        cause,
        nextStep: 'Nothing was saved. Name a place that you may write to in HALO_CONFIG.',
      },
    );
  }
}
