import { fs, path as paths } from '../builtin.js';
import { sleep } from '../timer.js';
import {
  createLockFile,
  type FoundLock,
  type LockContent,
  readLockFile,
  remove,
} from './lock-file.js';
import { lifeOf, ownIdentity, type ProcessIdentity } from './process-identity.js';

/** Who has a lock. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
}

/** A lock that is held; its file is touched every two seconds until then. */
export interface HeldLock {
  /** Lets the lock go; a second time does nothing. */
  release(): void;
  /** Resolves when the lock was let go. */
  readonly released: Promise<void>;
}

/** What an attempt has come to: the lock is held, or somebody has it; `isCertain` where that one is known to live. */
export type Attempt =
  | { readonly held: HeldLock }
  | { readonly heldBy: LockOwner | undefined; readonly isCertain: boolean };

/** How long a lock is waited for. */
export interface LockWait {
  /** Milliseconds; half a minute by default. One that shows no sign of life is waited for until it counts as dead. */
  readonly patienceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A lock was not to be had in time. */
export class LockTakenError extends Error {
  override readonly name = 'LockTakenError';
  readonly path: string;
  readonly owner: LockOwner | undefined;

  constructor(path: string, owner: LockOwner | undefined) {
    super(
      owner
        ? `${path} is held by process ${owner.pid} on ${owner.host}`
        : `${path} is held by a process that it does not name`,
    );
    this.path = path;
    this.owner = owner;
  }
}

/** How an owner that cannot be looked for shows that it is alive, in milliseconds of a clock that only goes forward. */
export interface LockTiming {
  /** A holder touches its lock file this often. */
  readonly beatEveryMs: number;
  /** Without a sign of life for this long it is taken for dead. */
  readonly silentMs: number;
}

const usualTiming: LockTiming = { beatEveryMs: 2_000, silentMs: 10_000 };
const shortestNapMs = 2;
const longestNapMs = 50;

/**
 * A lock file that one process at a time has, over all processes and machines that see its folder.
 *
 * It appears whole or not at all, so it has one owner. The lock of an owner that has died is removed under a second lock, which
 * is named after the token of this one dead taking: only its holder removes it, and only after it has seen that the token still
 * stands there. A token never comes back, so nobody removes the lock of a later owner. Since the second lock is one of these as
 * well, it may be left by a dead process too.
 */
export class FileLock {
  readonly #path: string;
  readonly #own: ProcessIdentity;
  readonly #timing: LockTiming;
  /** What was found last, and since when it has shown no sign of life. */
  #watched: { readonly token: string; readonly beat: string; readonly since: number } | undefined;
  /** The right to remove a lock that was left, by the token of that lock. */
  #claim: { readonly token: string; readonly lock: FileLock } | undefined;
  /** Who asks in this process takes turns, so that one of them looks at the file. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    path: string,
    own: ProcessIdentity = ownIdentity(),
    timing: LockTiming = usualTiming,
  ) {
    this.#timing = timing;
    this.#path = path;
    this.#own = own;
  }

  /** Takes the lock if it is free or its owner is known to be dead; looks once, and waits for nothing. */
  try(): Attempt {
    for (let hasCleared = false; ; ) {
      const found = readLockFile(this.#path);
      if (!found) {
        const held = this.#create(hasCleared);
        if (held) return { held };
        continue;
      }
      const life = this.#lifeOf(found);
      if (life !== 'dead') return { heldBy: found.owner, isCertain: life === 'alive' };
      if (!this.#clearAway(found.token, found.beat))
        return { heldBy: found.owner, isCertain: false };
      hasCleared = true;
    }
  }

  /** Makes the lock file; undefined where another has made it in the meantime. */
  #create(hasCleared: boolean): HeldLock | undefined {
    const content: LockContent = { token: newToken(), ...this.#own };
    const file = createLockFile(this.#path, content);
    if (file === undefined) return undefined;
    if (hasCleared) this.#sweep();
    return this.#hold(content.token, file);
  }

  /** Takes the lock, or returns who has it; an owner that cannot be looked for is watched until it shows life or counts as dead. */
  async tryForLong(): Promise<Attempt> {
    for (;;) {
      const attempt = this.#tryWatching();
      if (attempt) return attempt;
      await sleep(longestNapMs);
    }
  }

  /** The same synchronously, for callers that cannot wait otherwise: the whole thread is blocked while an owner is watched. */
  tryForLongSync(): Attempt {
    for (;;) {
      const attempt = this.#tryWatching();
      if (attempt) return attempt;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, longestNapMs);
    }
  }

  /** An attempt, undefined as long as it is not clear whether the owner lives. */
  #tryWatching(): Attempt | undefined {
    const before = this.#watched;
    const attempt = this.try();
    if ('held' in attempt || attempt.isCertain) return attempt;
    const now = this.#watched;
    return before && before.token === now?.token && before.beat !== now.beat ? attempt : undefined;
  }

  /** Waits for the lock; rejects with a LockTakenError where it is not to be had in time. */
  take(wait: LockWait = {}): Promise<HeldLock> {
    const turn = this.#turn.then(() => this.#take(wait));
    this.#turn = turn.then(
      ({ released }) => released,
      () => undefined,
    );
    return turn;
  }

  /** Does some work alone among all who name this lock. */
  async run<T>(work: () => Promise<T> | T, wait?: LockWait): Promise<T> {
    const held = await this.take(wait);
    try {
      return await work();
    } finally {
      held.release();
    }
  }

  async #take({ patienceMs = 30_000, signal }: LockWait): Promise<HeldLock> {
    const until = performance.now() + patienceMs;
    let first: number | undefined;
    for (let nap = shortestNapMs; ; nap = Math.min(longestNapMs, nap * 1.5)) {
      signal?.throwIfAborted();
      const attempt = this.try();
      if ('held' in attempt) return attempt.held;
      first ??= this.#watched?.since;
      // A lock that has shown no life since is about to count as dead: giving up before would leave it there for everybody after.
      const isSilent = !attempt.isCertain && first !== undefined && this.#watched?.since === first;
      if (performance.now() > until && !isSilent)
        throw new LockTakenError(this.#path, attempt.heldBy);
      await sleep(nap * (0.5 + Math.random()), signal);
    }
  }

  #lifeOf({ token, beat, owner }: FoundLock): 'alive' | 'dead' | 'unknown' {
    const life = owner ? lifeOf(owner, this.#own) : 'unknown';
    if (life !== 'unknown') return life;
    const now = performance.now();
    if (this.#watched?.token !== token || this.#watched.beat !== beat)
      this.#watched = { token, beat, since: now };
    return now - this.#watched.since > this.#timing.silentMs ? 'dead' : 'unknown';
  }

  /** Removes the lock of an owner that is gone, if nobody else is about to; false where somebody is. */
  #clearAway(token: string, beat?: string): boolean {
    if (this.#claim?.token !== token)
      this.#claim = {
        token,
        lock: new FileLock(`${this.#path}.${token}`, this.#own, this.#timing),
      };
    const claim = this.#claim.lock.try();
    if (!('held' in claim)) return false;
    try {
      const now = readLockFile(this.#path);
      if (now?.token === token && (beat === undefined || now.beat === beat)) remove(this.#path);
    } finally {
      claim.held.release();
    }
    return true;
  }

  #hold(token: string, file: number): HeldLock {
    const { fstatSync, futimesSync, closeSync } = fs();
    let lastBeat = performance.now();
    const timer = setInterval(() => {
      const now = new Date();
      futimesSync(file, now, now);
      lastBeat = performance.now();
    }, this.#timing.beatEveryMs);
    timer.unref();
    let tell: () => void;
    const released = new Promise<void>((resolve) => {
      tell = resolve;
    });
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      clearInterval(timer);
      const isGone = fstatSync(file).nlink === 0;
      closeSync(file);
      tell();
      if (isGone) return;
      // An owner that was silent for so long may count as dead: then the lock belongs to the holder of the claim on it.
      if (performance.now() - lastBeat < this.#timing.silentMs / 2) remove(this.#path);
      else this.#clearAway(token);
    };
    return { release, released };
  }

  /** Clears away what those have left who died while they took a lock; none of it is about the lock that is held now. */
  #sweep(): void {
    const { dirname, basename, join } = paths();
    const folder = dirname(this.#path);
    const prefix = `${basename(this.#path)}.`;
    for (const name of fs().readdirSync(folder)) {
      if (
        name.startsWith(prefix) &&
        /^[0-9a-f]{16,}(\.[0-9a-f]{16,})*~?$/.test(name.slice(prefix.length))
      )
        remove(join(folder, name));
    }
  }
}

const newToken = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 16);
