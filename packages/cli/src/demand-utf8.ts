import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.js';

/**
 * Refuses arguments that are not UTF-8: Node puts U+FFFD in the place of what it cannot read, which would be sent as the value. Only where
 * such a sign stands on the line is it asked whether somebody typed it, and only Linux tells.
 */
export function demandUtf8(argv: readonly string[], source = '/proc/self/cmdline'): void {
  const at = argv.findIndex((word) => word.includes('\uFFFD'));
  if (at < 0 || isUtf8(source)) return;
  throw new UsageError(
    `Argument ${at + 1} of the line holds bytes that are not UTF-8. Nothing was sent.`,
    { nextStep: 'Give it in UTF-8, or as --data @file.' },
  );
}

function isUtf8(source: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(source));
    return true;
  } catch (error) {
    // What cannot be read tells nothing.
    return (error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA';
  }
}
