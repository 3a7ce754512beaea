import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shellWord } from 'halopsa-ground';
import { writableByOthers } from 'halopsa-ground/node';
import type { Document, SchemaOptions } from 'yaml';
import type { Host } from '../host.js';
import { jsonOf } from '../output/answered.js';
import { isRow, type Row } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';
import { replaceFile } from './replace-file.js';
import {
  defaultProfile,
  type SettingName,
  type Settings,
  type StoredSettings,
  settingNames,
} from './settings.js';

/** What the configuration file holds. */
export interface ConfigFile {
  /** Settings by profile; the flat ones are the profile `default`. */
  readonly profiles: Readonly<Record<string, StoredSettings>>;
  /** The profile in use where nothing else names one. */
  readonly current: string;
  /** Command lines by the name that the person gave them. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly updateCheck: boolean;
}

type Values = Row;

/** Where the configuration is: `HALO_CONFIG`, or `.halopsa/config.yaml` in the home folder. */
export const configPath = (host: Host): string =>
  host.env['HALO_CONFIG'] || join(host.home, '.halopsa', 'config.yaml');

/** Reads the configuration file; no file is no settings. Throws a UsageError where it cannot be read or is not what it should be. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const text = await readText(path);
  return contentOf(text === undefined ? {} : valuesOf(await parse(path, text), path), path);
}

/** The flat settings of the file. */
export const readConfig = async (path: string): Promise<StoredSettings> =>
  (await readConfigFile(path)).profiles[defaultProfile] ?? {};

/** Writes these settings into a profile of the file, which only its owner may read; other keys and comments in it stay. */
export function writeConfig(
  path: string,
  settings: StoredSettings,
  profile: string = defaultProfile,
): Promise<void> {
  return editConfig(path, (document) => {
    const at = profile === defaultProfile ? [] : ['profiles', profile];
    for (const [name, value] of Object.entries(settings))
      document.setIn([...at, name], quotedDigits(value, document));
    // Whoever keeps the secret in the one place does not want it in the other.
    if (settings.secret_in_keychain) document.deleteIn([...at, 'client_secret']);
    else if (settings.client_secret !== undefined) document.deleteIn([...at, 'secret_in_keychain']);
  });
}

/** Other readers of the file would take digits without quotes for a number. */
function quotedDigits(value: string | boolean, document: Document): unknown {
  const node = document.createNode(value);
  return /^[-+.\d]/.test(String(value)) ? Object.assign(node, { type: 'QUOTE_DOUBLE' }) : node;
}

/** Changes the file in place and keeps what is not changed as it was written. */
export async function editConfig(
  path: string,
  change: (document: Document) => void,
): Promise<void> {
  const document = await parse(path, (await readText(path)) ?? '');
  contentOf(valuesOf(document, path), path);
  change(document);
  await replaceFile(path, document.toString());
}

async function readText(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    refuseOthers(path);
    return text;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`The configuration file ${path} cannot be read (${code}).`, {
      cause,
      nextStep: 'Make it a file that you may read, or name another one in HALO_CONFIG.',
    });
  }
}

/** Whoever can write the file names the server that the secret is sent to. */
function refuseOthers(path: string): void {
  const open = writableByOthers(path);
  if (open === undefined) return;
  throw new UsageError(
    `The configuration file ${path} is not used: ${open.why}. Nothing was sent.`,
    {
      nextStep: /another user$/.test(open.why)
        ? 'Copy it into a folder of your own, look through the copy, and name that in HALO_CONFIG.'
        : `Look through it, then make it yours alone: chmod go-w ${shellWord(open.place)}`,
    },
  );
}

/** An id or a secret of digits is a text: as a number it would lose its zeros, or its end. */
const withoutNumbers: SchemaOptions = {
  customTags: (tags) =>
    tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag)),
};

/** The messages of the parser quote the line, and a line may hold the secret: only the place is told. */
async function parse(path: string, text: string): Promise<Document> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true, ...withoutNumbers });
  const [error] = document.errors;
  if (!error) return document;
  const line = error.linePos?.[0].line;
  throw new UsageError(
    `The configuration file ${path} is not valid YAML${line === undefined ? '' : ` (line ${line})`}.`,
    {
      nextStep: 'Correct it, or remove it and run "halo configure".',
    },
  );
}

function valuesOf(document: Document, path: string): Values {
  const content = jsonOf(document.toJS() ?? {});
  if (isRow(content)) return content;
  throw wrongShape(path, 'It has to hold lines such as "tenant_url: https://company.halopsa.com"');
}

function contentOf(values: Values, path: string): ConfigFile {
  const profiles = mapping(values, 'profiles', path);
  const stored = Object.entries(profiles).map(([name, value]): [string, StoredSettings] => {
    if (isRow(value)) return [name, settingsIn(value, path)];
    throw wrongShape(
      path,
      `Its profile ${name} has to hold lines such as "tenant_url: https://company.halopsa.com"`,
    );
  });
  return {
    profiles: { [defaultProfile]: settingsIn(values, path), ...Object.fromEntries(stored) },
    current: textIn(values, 'profile', path) ?? defaultProfile,
    aliases: Object.fromEntries(
      Object.entries(mapping(values, 'aliases', path)).map(([name, line]) => [name, String(line)]),
    ),
    updateCheck: values['update_check'] === true,
  };
}

function settingsIn(values: Values, path: string): StoredSettings {
  const found = settingNames.flatMap((name): [SettingName, string][] => {
    const value = textIn(values, name, path);
    return value === undefined ? [] : [[name, value]];
  });
  const settings: Settings = Object.fromEntries(found);
  return values['secret_in_keychain'] === true
    ? { ...settings, secret_in_keychain: true }
    : settings;
}

function textIn(values: Values, name: string, path: string): string | undefined {
  const value = values[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw wrongShape(path, `Its key ${name} has to be a text`);
}

function mapping(values: Values, name: string, path: string): Values {
  const value = values[name] ?? {};
  if (isRow(value)) return value;
  throw wrongShape(path, `Its key ${name} has to hold names with their content`);
}

const wrongShape = (path: string, what: string): UsageError =>
  new UsageError(`The configuration file ${path} is not understood. ${what}.`, {
    nextStep: 'Correct it, or remove it and run "halo configure".',
  });
