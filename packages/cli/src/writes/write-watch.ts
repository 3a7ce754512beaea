import type { ClientEvents } from 'halopsa';
import type { ErrorCode } from 'halopsa-catalogue/errors';
import { grouped } from '../output/grouped.js';

/** A record that Halo wrote, and fields of it that did not take, or that its answer does not show. */
interface Unproven {
  readonly operation: string;
  readonly id: number | string | undefined;
  readonly fields: readonly string[];
}

const mostLines = 20;

/** Gathers what the writes of a command have to say, for its end. */
export class WriteWatch {
  readonly #notTaken: Unproven[] = [];
  readonly #notShown: Unproven[] = [];
  #lost = 0;
  #unseen = 0;
  #doubtful = false;
  #wrote = false;

  /** True where Halo left fields of a record as they were. */
  get lostSome(): boolean {
    return this.#lost > 0;
  }

  /** True where a write was on its way when the command was stopped. */
  get doubtful(): boolean {
    return this.#doubtful;
  }

  /** True where a write was sent, whatever came of it. */
  get wrote(): boolean {
    return this.#wrote;
  }

  /** The listeners that a client is given; `tell` receives a line for the error stream. */
  events(signal: AbortSignal, tell: (line: string) => void): ClientEvents {
    const dropped = new Set<string>();
    return {
      onNotTaken: (event) => {
        this.#lost += 1;
        if (this.#notTaken.length < mostLines) this.#notTaken.push(event);
      },
      onNotShown: (event) => {
        this.#unseen += 1;
        if (this.#notShown.length < mostLines) this.#notShown.push(event);
      },
      onDropped: ({ fields }) => {
        const fresh = fields.filter((name) => !dropped.has(name));
        for (const name of fresh) dropped.add(name);
        if (fresh.length > 0) tell(`not sent, since Halo sets them: ${fresh.join(', ')}`);
      },
      onWarning: ({ operation, warning }) => tell(`warning: ${operation}: ${warning}`),
      onResponse: ({ isWrite, attempts, error }) => {
        if (isWrite && attempts > 0) this.#wrote = true;
        if (isWrite && attempts > 0 && error !== undefined && signal.aborted) this.#doubtful = true;
      },
    };
  }

  /** The lines about fields that did not take, and about those of which that is not known. */
  lines(): string[] {
    const unseen = linesOf('not shown', this.#notShown, this.#unseen);
    const advice =
      unseen.length > 0
        ? ['The answer does not show whether these took: --read-back reads the record.']
        : [];
    return [...linesOf('not taken', this.#notTaken, this.#lost), ...unseen, ...advice];
  }
}

/** One record by its fields alone, several each with its id. */
function linesOf(what: string, shown: readonly Unproven[], count: number): string[] {
  const [only] = shown;
  if (only && count === 1) return [`${what}: ${only.fields.join(', ')}`];
  const lines = shown.map(
    ({ operation, id, fields }) =>
      `${what}: ${fields.join(', ')} (${operation.split('.')[0]} ${id ?? '?'})`,
  );
  const more = count - shown.length;
  return more > 0
    ? [...lines, `... and ${grouped(more)} more records with fields that were ${what}`]
    : lines;
}

/** A command that did its work, and whose result Halo did not take whole; what there is to say has been said. Ends with exit code 7. */
export class FieldsNotTaken extends Error {
  override readonly name: string = 'FieldsNotTaken';
  readonly code: ErrorCode = 'cli/not-taken';

  constructor() {
    super('Some fields were not taken.');
  }
}
