import { existsSync } from 'node:fs';

/** The log that the command line names; undefined where a made-up one is to be read. Ends the program where the file is not there. */
export function logFile(): string | undefined {
  const file = process.argv[2];
  if (file === undefined || existsSync(file)) return file;
  console.error(
    `The file "${file}" does not exist. Name the log as .csv or .csv.gz, or leave it out for a made-up one.`,
  );
  return process.exit(2);
}
