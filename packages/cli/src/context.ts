import type { Command } from 'commander';
import type { HaloClient } from 'halopsa';
import { resolveSettings } from './config/resolve-settings.js';
import { type Globals, readGlobals } from './globals.js';
import type { Host } from './host.js';
import { type Colours, coloursFor } from './output/colours.js';
import { JsonPrinter } from './output/json-printer.js';
import type { Printer } from './output/printer.js';

/** What a running command works with. */
export interface Context {
  readonly host: Host;
  readonly globals: Globals;
  readonly printer: Printer;
  /** Colours for the error stream, where notes and questions go. */
  readonly noteColours: Colours;
  /** A client for the configured tenant; made at the first call, closed by `withContext`. */
  client(): Promise<HaloClient>;
  /** A line for the person on the error stream. */
  note(line: string): void;
}

/** Runs the work of a command and closes what it opened. */
export async function withContext(command: Command, host: Host, work: (context: Context) => Promise<void>): Promise<void> {
  const globals = readGlobals(command);
  let client: Promise<HaloClient> | undefined;
  const context: Context = {
    host,
    globals,
    printer: globals.json ? new JsonPrinter(host.stdout) : await tablePrinter(host, globals),
    noteColours: coloursFor(host.stderr, host, globals.color),
    client: () => (client ??= openClient(host, globals)),
    note: (line) => void host.stderr.write(`${line}\n`),
  };
  try {
    await work(context);
  } finally {
    await client?.then(
      (open) => open.close(),
      () => undefined,
    );
  }
}

async function tablePrinter(host: Host, globals: Globals): Promise<Printer> {
  const { TablePrinter } = await import('./output/table-printer.js');
  return new TablePrinter(host.stdout, coloursFor(host.stdout, host, globals.color));
}

async function openClient(host: Host, globals: Globals): Promise<HaloClient> {
  const settings = await resolveSettings(globals.settings, host);
  const { HaloClient } = await import('halopsa');
  return new HaloClient({
    tenantUrl: settings.tenant_url,
    clientId: settings.client_id,
    clientSecret: settings.client_secret,
    ...(settings.scope === undefined ? {} : { scope: settings.scope }),
    ...(settings.tenant === undefined ? {} : { tenant: settings.tenant }),
    // Somebody waits: a wrong address has to be told within seconds.
    maxRetries: 3,
    logger: { warn: (message, fields) => tellRetry(message, fields, host, globals) },
  });
}

/** On a terminal a pause is explained; elsewhere the last word alone counts. */
function tellRetry(message: string, fields: Readonly<Record<string, unknown>>, host: Host, { json, color }: Globals): void {
  const { operation, delayMs } = fields;
  if (json || host.stderr.isTTY !== true || typeof delayMs !== 'number') return;
  const line = `${String(operation)}: no good answer yet, ${message} in ${(delayMs / 1000).toFixed(1)} s`;
  host.stderr.write(`${coloursFor(host.stderr, host, color).dim(line)}\n`);
}
