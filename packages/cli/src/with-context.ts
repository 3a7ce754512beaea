import type { Command } from 'commander';
import type { HaloClient } from 'halopsa';
import type { Connection } from './connection/open-client.js';
import type { Context, Habits } from './context.js';
import { type Globals, readGlobals, settingFlags } from './globals.js';
import type { Host } from './host.js';
import { Interrupted } from './interrupted.js';
import { coloursFor } from './output/colours.js';
import type { LinkOf } from './output/hyperlinks.js';
import type { Mask } from './output/masking-printer.js';
import { Notes } from './output/notes.js';
import type { OpenPrinter } from './output/open-printer.js';
import { afterWrites } from './output/output-failed.js';
import { seenSecrets } from './seen-secrets.js';
import { FieldsNotTaken, WriteWatch } from './writes/write-watch.js';

/** Runs the work of a command and closes what it opened. */
export async function withContext(
  command: Command,
  host: Host,
  work: (context: Context) => Promise<void>,
  habits: Habits = {},
): Promise<void> {
  const said = readGlobals(command, habits.format);
  const globals = globalsFor(said, habits);
  const noteColours = coloursFor(host.stderr, host, globals.color);
  const notes = new Notes(host, noteColours);
  warnOfSeenSecrets(command, globals, notes);
  const watch = new WriteWatch();
  const tenant = new Tenant({ globals, host, notes, watch });
  const connection = (): Promise<Connection> => tenant.connection();
  const client = async (): Promise<HaloClient> => (await connection()).client;
  const mask = (): Promise<Mask> => tenant.mask();
  const output = await openOutput({ globals, host, notes, habits, connection, mask });
  const { printer } = output;
  const context: Context = {
    host,
    globals,
    printer,
    noteColours,
    client,
    connection,
    out: said.out,
    doubtful: () => watch.doubtful,
    note: notes.say,
  };
  try {
    await runAndClose(work, context, output);
    for (const line of watch.lines()) notes.say(line);
    if (watch.lostSome) throw new FieldsNotTaken();
  } catch (error) {
    // The platform's own errors, as of a signal, have a message that cannot be set.
    if (error instanceof Error)
      Object.defineProperty(error, 'message', {
        value: (await tenant.mask())(notes.masked(error.message)),
        configurable: true,
        writable: true,
      });
    throw host.signal.aborted ? interruption(error, watch) : afterWrites(error, watch.wrote);
  } finally {
    notes.end();
    await tenant.close();
  }
}

/** A dry run has no result, and leaves a file that is there as it is. */
const globalsFor = (said: Globals, { ownOut = false }: Habits): Globals =>
  ownOut || said.dryRun
    ? { ...said, out: undefined, output: said.json ? said.output : 'table' }
    : said;

const secretIsSeen =
  'Other users of this computer can see --client-secret in the list of processes; HALO_CLIENT_SECRET and "halo configure" hide it.';

function warnOfSeenSecrets(command: Command, { settings }: Globals, notes: Notes): void {
  const isSeen = [settings, settingFlags(command)].some(
    ({ client_secret: secret }) => secret !== undefined,
  );
  for (const line of [...(isSeen ? [secretIsSeen] : []), ...seenSecrets(command)])
    notes.aside(line);
}

interface Parts {
  readonly globals: Globals;
  readonly host: Host;
  readonly notes: Notes;
}

/** The connection to the tenant, opened when it is first asked for. */
class Tenant {
  readonly #parts: Parts & { readonly watch: WriteWatch };
  #opened: Promise<Connection> | undefined;

  constructor(parts: Parts & { readonly watch: WriteWatch }) {
    this.#parts = parts;
  }

  connection(): Promise<Connection> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** What masks the secrets of the client, as far as there is one. */
  async mask(): Promise<Mask> {
    const open = await this.#opened?.catch(() => undefined);
    return open ? open.mask() : (value) => value;
  }

  async #open(): Promise<Connection> {
    const { globals, host, notes, watch } = this.#parts;
    const { connect } = await import('./connection/open-client.js');
    const open = await connect(globals, host, notes.aside, watch);
    notes.hide(open.settings.client_secret);
    return open;
  }

  async close(): Promise<void> {
    const open = await this.#opened?.catch(() => undefined);
    await open?.close();
  }
}

async function openOutput({
  globals,
  host,
  notes,
  habits: { ownColumns = false, records },
  connection,
  mask,
}: Parts & {
  readonly habits: Habits;
  readonly mask: () => Promise<Mask>;
  connection(): Promise<Connection>;
}): Promise<OpenPrinter> {
  const { openPrinter } = await import('./output/open-printer.js');
  const shown = ownColumns ? { ...globals, columns: undefined } : globals;
  if (records !== undefined && shown.columns)
    (await import('./output/known-columns.js')).refuseMisspelt(shown.columns, records);
  const links =
    records === undefined
      ? undefined
      : async (): Promise<LinkOf | undefined> => linksOf(records, await connection());
  const output = await openPrinter({ globals: shown, host, note: notes.say, links, records, mask });
  notes.isPaging = () => output.isPaging();
  return output;
}

/** A stop says whether anything was on its way to be written; a finished command is not stopped any more. */
function interruption(error: unknown, { doubtful }: WriteWatch): unknown {
  if (error instanceof Interrupted || error instanceof FieldsNotTaken) return error;
  return new Interrupted(
    doubtful
      ? 'Stopped. A write that was under way may have been made.'
      : 'Stopped. No write was under way.',
  );
}

async function linksOf(
  records: string,
  { settings, lasting }: Connection,
): Promise<LinkOf | undefined> {
  const { hasPage, pageOf } = await import('./web-page.js');
  const tenant = settings.tenant_url;
  // A throw-away sandbox has no pages.
  if (!lasting || tenant === undefined || !hasPage(records)) return undefined;
  return ({ id }) =>
    typeof id === 'number' || typeof id === 'string' ? pageOf(records, id, tenant) : undefined;
}

async function runAndClose(
  work: (context: Context) => Promise<void>,
  context: Context,
  output: OpenPrinter,
): Promise<void> {
  try {
    await work(context);
  } catch (error) {
    const shown = context.globals.dryRun && (await isDryRun(error, context));
    await output.close(shown);
    if (!shown) throw error;
    return;
  }
  await output.close(true);
}

async function isDryRun(error: unknown, context: Context): Promise<boolean> {
  const { showDryRun } = await import('./connection/show-dry-run.js');
  return showDryRun(error, context);
}
