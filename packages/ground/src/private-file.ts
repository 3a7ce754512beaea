import { fs, path as paths } from './builtin.js';
import { demandRegular, openRegular, waitForNothing } from './regular-file.js';

/** A file that is open. */
type FileHandle = Awaited<ReturnType<ReturnType<typeof fs>['promises']['open']>>;

/** How a file is opened: to overwrite it, to append to it, to change it, or only where there is none. */
export type Opening = 'w' | 'a' | 'a+' | 'r+' | 'w+' | 'wx' | 'wx+';

/** A link at the place of the file is refused (ELOOP) and not followed: somebody else may have put it there. */
function flags(opening: Opening): number {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_EXCL, O_NOFOLLOW = 0 } = fs().constants;
  const wanted = {
    w: O_WRONLY | O_CREAT | O_TRUNC,
    a: O_WRONLY | O_CREAT | O_APPEND,
    'a+': O_RDWR | O_CREAT | O_APPEND,
    'r+': O_RDWR,
    'w+': O_RDWR | O_CREAT | O_TRUNC,
    wx: O_WRONLY | O_CREAT | O_EXCL,
    'wx+': O_RDWR | O_CREAT | O_EXCL,
  };
  return wanted[opening] | O_NOFOLLOW;
}

/** Opens a file that holds records or secrets: one that is made belongs to its owner alone (0600), one that is there keeps its mode. */
export async function openPrivate(path: string, opening: Opening): Promise<FileHandle> {
  const file = await fs().promises.open(path, flags(opening) | waitForNothing(), 0o600);
  try {
    demandRegular(path, await file.stat());
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** `openPrivate` for what has to be synchronous; returns the descriptor. */
export const openPrivateSync = (path: string, opening: Opening): number =>
  openRegular(path, flags(opening), 0o600);

/**
 * Writes a file that holds records, whole or not at all. A link that a person has put at its place leads to its file, and a file that
 * is there keeps its mode; a new one belongs to its owner alone. The draft beside it has a name that nobody can guess.
 */
export async function writePrivate(path: string, content: string | Uint8Array): Promise<void> {
  const { rename, rm, stat, realpath, writeFile } = fs().promises;
  const found = await stat(path).catch(() => undefined);
  // A pipe or a device, such as /dev/null, is written to: a file in its place would take it from everybody.
  if (found && !found.isFile() && !found.isDirectory()) return writeFile(path, content);
  const target = found ? await realpath(path) : path;
  const draft = draftName(target);
  const file = await openPrivate(draft, 'wx');
  try {
    if (found) await file.chmod(found.mode);
    await file.writeFile(content);
    await file.close();
    await rename(draft, target);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** A name for the draft of a file: beside it, and not to be guessed. */
export const draftName = (path: string): string =>
  paths().join(paths().dirname(path), `.${crypto.randomUUID()}.part`);

/** What keeps a file from being this user's alone, and the place whose rights say so. */
export interface OpenToOthers {
  readonly why: string;
  readonly place: string;
}

/**
 * Why others could have written a file that this user trusts, as ssh asks it of its own: somebody else owns it or a folder on the way
 * to it, or they may write there and so put another in its place. The way counts as it is written and, where it has links, as it
 * leads; it ends at the home folder. A group that is the user's own (its number is the user's) counts as the user. Undefined where
 * all is well, and where the system has no such rights.
 */
export function writableByOthers(path: string): OpenToOthers | undefined {
  const self = process.getuid?.();
  if (self === undefined) return undefined;
  const { realpathSync, statSync } = fs();
  const real = realpathSync(path);
  const check = (place: string, isFile: boolean): OpenToOthers | undefined => {
    const rights = statSync(place);
    // In a folder with the sticky bit, such as /tmp, nobody replaces the files of others.
    const isSticky = !isFile && (rights.mode & 0o1000) !== 0;
    const why = whyOpen(rights, { self, isSticky, what: isFile ? 'it' : `the folder ${place}` });
    return why === undefined ? undefined : { why, place };
  };
  const folders = new Set([...foldersAbove(paths().resolve(path)), ...foldersAbove(real)]);
  return [check(real, true), ...[...folders].map((folder) => check(folder, false))].find(
    (found) => found !== undefined,
  );
}

/** Why others can write to a file or a folder with these rights. */
function whyOpen(
  { uid, gid, mode }: { readonly uid: number; readonly gid: number; readonly mode: number },
  {
    self,
    isSticky,
    what,
  }: { readonly self: number; readonly isSticky: boolean; readonly what: string },
): string | undefined {
  if (uid !== self && uid !== 0) return `${what} belongs to another user`;
  if (isSticky) return undefined;
  if ((mode & 0o002) !== 0) return `every user may write to ${what}`;
  return (mode & 0o020) !== 0 && gid !== uid ? `its group may write to ${what}` : undefined;
}

/** The folders that lead to a file, the nearest first, up to the home folder or the root. */
function foldersAbove(path: string): string[] {
  const { dirname } = paths();
  const home = process.getBuiltinModule('node:os').homedir();
  const found: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    found.push(folder);
    if (folder === home || folder === dirname(folder)) return found;
  }
}
