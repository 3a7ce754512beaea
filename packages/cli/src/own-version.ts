import { readFileSync } from 'node:fs';

/** The version of this package. */
export const ownVersion = (): string => {
  // Modules lie one folder below the manifest, and bundled ones two.
  const places = ['../package.json', '../../package.json'];
  for (const place of places) {
    try {
      return (
        JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }
      ).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('The manifest of halopsa-cli is missing.');
};
