import type { HaloClient } from 'halopsa';
import type { Connection } from './connection/open-client.js';
import type { Globals } from './globals.js';
import type { Host } from './host.js';
import type { Colours } from './output/colours.js';
import type { Printer } from './output/printer.js';
import type { OutputFormat } from './shared-options.js';

/** What a running command works with. */
export interface Context {
  readonly host: Host;
  readonly globals: Globals;
  readonly printer: Printer;
  /** Colours for the error stream, where notes and questions go. */
  readonly noteColours: Colours;
  /** A client for the configured tenant; made at the first call, closed by `withContext`. */
  client(): Promise<HaloClient>;
  /** The client with the settings that it was made of. */
  connection(): Promise<Connection>;
  /** What `--out` names, also where the command itself writes it. */
  readonly out: string | undefined;
  /** Whether a write was on its way when the command was stopped. */
  doubtful(): boolean;
  /** A line for the person on the error stream. */
  note(line: string): void;
}

/** How a command differs from others. */
export interface Habits {
  /** True where `--out` names what the command itself writes, and not the printed result. */
  readonly ownOut?: boolean;
  /** The format where neither the line nor the ending of `--out` asks for one; a table unless said otherwise. */
  readonly format?: OutputFormat;
  /** True where `--columns` names what goes into that file. */
  readonly ownColumns?: boolean;
  /** The attribute of the resource whose records are printed: their ids lead to their pages. */
  readonly records?: string;
}
