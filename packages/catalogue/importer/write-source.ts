import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Source } from '../compiler/source.js';

/** Writes the files whose content differs between two states of the source and returns their paths below the folder. */
export function writeSource(folder: string, before: Source, after: Source): string[] {
  const old = filesOf(before);
  const changed = [...filesOf(after)].filter(([file, text]) => old.get(file) !== text);
  for (const part of ['resources', 'schemas']) mkdirSync(join(folder, part), { recursive: true });
  for (const [file, text] of changed) writeFileSync(join(folder, file), text);
  return changed.map(([file]) => file);
}

function filesOf(source: Source): Map<string, string> {
  const text = (item: object): string => stringify(item, { lineWidth: 0 });
  return new Map([
    ...source.resources.map(
      (resource) => [`resources/${resource.topic}.yaml`, text(resource)] as const,
    ),
    ...source.schemas.map((schema) => [`schemas/${schema.name}.yaml`, text(schema)] as const),
  ]);
}
