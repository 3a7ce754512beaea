import { basename } from 'node:path';

/** The last part of a path; one from Windows is understood on every computer. */
export const fileNameOf = (path: string): string => basename(path.replaceAll('\\', '/'));
