import type { ClientEvents } from 'halopsa';
import type { ErrorCode } from 'halopsa-catalogue/errors';
import type { Host } from '../host.js';
import { grouped } from '../output/grouped.js';

/** A record that Halo wrote, and fields of it that did not take, or that its answer does not show. */
interface Unproven {
  readonly operation: string;
  readonly id: number | string | undefined;
  readonly fields: readonly string[];
  /** Why the record could not be read back, where that was asked for. */
  readonly unread?: string;
}

const mostLines = 20;

/** Gathers what the writes of a command have to say, for its end. */
export class WriteWatch {
  readonly #notTaken: Unproven[] = [];
  readonly #notShown: Unproven[] = [];
  readonly #unread: Unproven[] = [];
  #lost = 0;
  #unseen = 0;
  #unproven = 0;
  #doubtful = false;
  #wrote = false;

  /** True where Halo left fields of a record as they were, or where the proof that was asked for could not be had. */
  get lostSome(): boolean {
    return this.#lost + this.#unproven > 0;
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
  events(
    { signal, onWrite }: Pick<Host, 'signal' | 'onWrite'>,
    tell: (line: string) => void,
  ): ClientEvents {
    const dropped = new Set<string>();
    return {
      onRequest: ({ isWrite }) => {
        if (isWrite) onWrite?.();
      },
      onNotTaken: (event) => {
        this.#lost += 1;
        if (this.#notTaken.length < mostLines) this.#notTaken.push(event);
      },
      onNotShown: (event) => {
        const isUnread = event.unread !== undefined;
        if (isUnread) this.#unproven += 1;
        else this.#unseen += 1;
        const list = isUnread ? this.#unread : this.#notShown;
        if (list.length < mostLines) list.push(event);
      },
      onDropped: ({ fields }) => {
        const fresh = fields.filter((name) => !dropped.has(name));
        for (const name of fresh) dropped.add(name);
        if (fresh.length > 0) tell(`not sent, since Halo sets them: ${fresh.join(', ')}`);
      },
      onWarning: ({ operation, warning }) => tell(`warning: ${operation}: ${warning}`),
      onResponse: ({ isWrite, sent, error }) => {
        if (isWrite && sent) this.#wrote = true;
        if (isWrite && sent && error !== undefined && signal.aborted) this.#doubtful = true;
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
    const [first] = this.#unread;
    const unproven = first
      ? [
          ...linesOf('not proven', this.#unread, this.#unproven),
          `What was sent is written, and it could not be read back: ${first.unread}`,
          'Read it to see which values took; do not send it again blindly.',
        ]
      : [];
    return [...linesOf('not taken', this.#notTaken, this.#lost), ...unproven, ...unseen, ...advice];
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

/** A command that did its work, and whose result Halo did not take whole, or is not proven to; what there is to say has been said. Ends with exit code 7. */
export class FieldsNotTaken extends Error {
  override readonly name: string = 'FieldsNotTaken';
  readonly code: ErrorCode = 'cli/not-taken';

  constructor() {
    super('Some fields were not taken.');
  }
}
