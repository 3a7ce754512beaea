import { stat } from 'node:fs/promises';

/** The state of a file, by which a later change is noticed. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** Size and time of a file; undefined where there is none, and for pipes and devices, which change as they are read. */
export async function fileState(path: string): Promise<SourceFile | undefined> {
  return stat(path).then(
    (found) =>
      found.isFile() ? { path, size: found.size, modified: Math.floor(found.mtimeMs) } : undefined,
    () => undefined,
  );
}

/** Whether a file is not as it was; one that is not there any more cannot be looked at. */
export async function isChanged({ path, size, modified }: SourceFile): Promise<boolean> {
  const now = await fileState(path);
  return now !== undefined && (now.size !== size || now.modified !== modified);
}
