import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type JobStatus, readStatus } from './read-results.js';

/** The plans in a folder, newest first, each with its status; files that are not a whole plan are skipped. */
export async function listJobs(folder: string): Promise<JobStatus[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.plan'));
  const found = await Promise.all(
    names.map((name) => readStatus(join(folder, name)).catch(() => undefined)),
  );
  return found
    .filter((status) => status !== undefined)
    .sort((a, b) => b.created.localeCompare(a.created));
}
