import { readFileSync } from 'node:fs';

/**
 * Prints the peak of this process's memory in KB when it ends. Linux keeps the peak of the parent in `maxRSS` of a child, so the
 * peak is read from /proc where there is one.
 */
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('exit', () => console.error(peak()));
