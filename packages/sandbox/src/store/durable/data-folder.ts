import {
  FileLock,
  type HeldLock,
  makeFolder,
  readRegular,
  reasonOf,
  replaceFile,
} from 'halopsa-ground/node';
import type { SeedSize } from '../../seed/size.js';
import { ChangeLog, type DamagedLines } from './change-log.js';
import { builtinFs, builtinPath } from './node-modules.js';

/** What the log of a tenant builds upon: the seed, with the moment for which it was made. */
export interface Foundation {
  readonly size: SeedSize;
  /** Milliseconds since 1970. */
  readonly seededAt: number;
  /** Counts the reseedings; each has a log of its own. */
  readonly generation: number;
}

/** A folder that one sandbox at a time keeps its state in. */
export class DataFolder {
  readonly path: string;
  /** How often the folder was opened, this time included; random choices differ from one time to the next. */
  readonly openings: number;
  /** Damaged lines of the logs that were opened. */
  readonly damaged: DamagedLines[] = [];
  readonly #lock: HeldLock;
  readonly #onProblem: (problem: string | undefined) => void;
  /** Logs whose last write failed. */
  readonly #failing = new Set<string>();

  constructor(path: string, onProblem: (problem: string | undefined) => void = () => undefined) {
    this.#onProblem = onProblem;
    this.path = builtinPath().resolve(path);
    makeFolder(this.path, 0o700);
    this.#lock = takeLock(this.#at('lock'), this.path);
    this.openings = (Number(readText(this.#at('openings'))) || 0) + 1;
    writeWhole(this.#at('openings'), String(this.openings));
  }

  /** Opens the log of this path and notes what of it was damaged. */
  openLog(path: string): ChangeLog {
    const log = new ChangeLog(path, (error) => this.#note(path, error));
    if (log.damage) this.damaged.push(log.damage);
    return log;
  }

  /** What a tenant's state builds upon, where it has been here before. */
  foundation(tenant: string): Foundation | undefined {
    const path = this.#at(`${fileName(tenant)}.json`);
    const text = readText(path);
    return text === undefined ? undefined : foundationIn(text, path);
  }

  /** Starts a tenant from scratch; its earlier state is gone once this has returned. */
  lay(tenant: string, foundation: Foundation): void {
    writeWhole(this.#at(`${fileName(tenant)}.json`), JSON.stringify(foundation));
    builtinFs().rmSync(this.logPath(tenant, foundation.generation - 1), { force: true });
  }

  logPath(tenant: string, generation: number): string {
    return this.#at(`${fileName(tenant)}.${generation}.log`);
  }

  /** The log of the sign-ins, which belong to the server and not to a tenant's records. */
  get signInsPath(): string {
    return this.#at('sign-ins.log');
  }

  close(): void {
    this.#lock.release();
  }

  /** Reports when the logs can no longer be written, and when they can be again. */
  #note(path: string, error: unknown): void {
    const before = this.#failing.size;
    if (error === undefined) this.#failing.delete(path);
    else this.#failing.add(path);
    if (before === 0 && error !== undefined)
      this.#onProblem(`${this.path} cannot be written: ${reasonOf(error)}`);
    if (before > 0 && this.#failing.size === 0) this.#onProblem(undefined);
  }

  #at(name: string): string {
    return builtinPath().join(this.path, name);
  }
}

/** A tenant's name as that of a file, which cannot lead out of the folder. */
const fileName = (tenant: string): string => `tenant-${encodeURIComponent(tenant)}`;

function takeLock(path: string, folder: string): HeldLock {
  const attempt = new FileLock(path).tryForLongSync();
  if ('held' in attempt) return attempt.held;
  const by = attempt.heldBy
    ? `process ${attempt.heldBy.pid} on ${attempt.heldBy.host}`
    : 'another process';
  throw new Error(
    `the folder ${folder} is in use by the sandbox of ${by}; stop that one, or take another folder`,
  );
}

function readText(path: string): string | undefined {
  try {
    return readRegular(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A tenant that cannot be found again must not be created again: that would lose its records. */
function foundationIn(text: string, path: string): Foundation {
  try {
    const { size, seededAt, generation } = JSON.parse(text) as Foundation;
    if (
      typeof size === 'string' &&
      Number.isSafeInteger(seededAt) &&
      Number.isSafeInteger(generation)
    )
      return { size, seededAt, generation };
  } catch {
    // The error of the parser would not name the file.
  }
  throw new Error(`${path} is damaged; put back a copy of it, or take another folder`);
}

const writeWhole = (path: string, text: string): void => replaceFile(path, text);
