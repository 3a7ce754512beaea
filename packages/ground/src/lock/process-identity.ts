import { codeOf, fs } from '../builtin.js';

/** What distinguishes a process from all others, later ones with the same number included. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Where the number counts: the start of the machine and the namespace of its numbers, where the system says so. */
  readonly realm: string;
  /** When the process began, as the system counts it: in /proc, or else by this process's own look at the clock of the machine. */
  readonly start: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process;
  return {
    pid,
    host: process.getBuiltinModule('node:os').hostname(),
    realm: realm(),
    start: statusOf(pid)?.start ?? ownStart(),
  };
}

/**
 * Whether a process runs: `dead` and `alive` are certain, and `unknown` is what cannot be seen from here, since it ran on another
 * machine, in another container, before the machine was started, or on a system that does not say when a process began.
 */
export function lifeOf(other: ProcessIdentity, own: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (other.host !== own.host || other.realm !== own.realm) return 'unknown';
  // Without /proc only this process knows its own start; all of its threads do.
  if (other.pid === own.pid) return isSameStart(other.start, own.start) ? 'alive' : 'dead';
  if (!runs(other.pid)) return 'dead';
  const found = statusOf(other.pid);
  // A process that was killed keeps its number until its parent has asked for its end.
  if (found && /^[ZX]/.test(found.state)) return 'dead';
  if (!found) return 'unknown';
  return found.start === other.start ? 'alive' : 'dead';
}

/** Milliseconds on the clock that only goes forward. */
const ownStart = (): string =>
  String(Math.round(Number(process.hrtime.bigint()) / 1e6 - process.uptime() * 1000));

/** Ticks of /proc are exact; two looks at a clock are not. */
const isSameStart = (one: string, other: string): boolean =>
  one === other ||
  (statusOf(process.pid) === undefined && Math.abs(Number(one) - Number(other)) < 2_000);

function runs(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The state of a process and its start in ticks since the machine's own: fields 3 and 22 of /proc/PID/stat (proc(5)). */
function statusOf(pid: number): { readonly state: string; readonly start: string } | undefined {
  const line = readText(`/proc/${pid}/stat`);
  // The name of the program precedes them in parentheses, and may contain anything.
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields && { state: fields[0] ?? '', start: fields[19] ?? '' };
}

function realm(): string {
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  try {
    return `${boot} ${fs().readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return boot;
  }
}

function readText(path: string): string | undefined {
  try {
    return fs().readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
