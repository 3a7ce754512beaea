import type { Command } from 'commander';
import type { HaloClient } from 'halopsa';
import { jsonText, mask, oneLine, redactedFields, redactedUrl, secretsOf, shownWithColours } from 'halopsa-ground';
import type { Connection } from './connection/open-client.js';
import { type Globals, readGlobals, settingFlags } from './globals.js';
import type { Host } from './host.js';
import { Interrupted } from './interrupted.js';
import { type Colours, coloursFor } from './output/colours.js';
import type { LinkOf } from './output/hyperlinks.js';
import type { OpenPrinter } from './output/open-printer.js';
import { afterWrites } from './output/output-failed.js';
import type { Printer } from './output/printer.js';
import { seenSecrets } from './seen-secrets.js';
import type { OutputFormat } from './shared-options.js';
import { FieldsNotTaken, WriteWatch } from './writes/write-watch.js';

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

const secretIsSeen =
  'Other users of this computer can see --client-secret in the list of processes; HALO_CLIENT_SECRET and "halo configure" hide it.';

/** Runs the work of a command and closes what it opened. */
export async function withContext(
  command: Command,
  host: Host,
  work: (context: Context) => Promise<void>,
  { ownOut = false, ownColumns = false, format = 'table', records }: Habits = {},
): Promise<void> {
  const said = readGlobals(command, format);
  // A dry run has no result, and leaves a file that is there as it is.
  const globals: Globals = ownOut || said.dryRun ? { ...said, out: undefined, output: said.json ? said.output : 'table' } : said;
  const noteColours = coloursFor(host.stderr, host, globals.color);
  const held: string[] = [];
  // What is said while a pager has the screen would be lost under it.
  const note = (line: string): void => {
    const shown = masked(line);
    if (output?.isPaging()) held.push(shown);
    else host.stderr.write(`${shownWithColours(shown)}\n`);
  };
  // A server may repeat our own secret in any answer.
  const secrets: string[] = [];
  const masked = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
  let output: OpenPrinter | undefined;
  if ([globals.settings, settingFlags(command)].some(({ client_secret: secret }) => secret !== undefined))
    note(noteColours.dim(secretIsSeen));
  for (const line of seenSecrets(command)) note(noteColours.dim(line));
  const { openPrinter } = await import('./output/open-printer.js');
  let opened: Promise<Connection> | undefined;
  const watch = new WriteWatch();
  const connection = (): Promise<Connection> => {
    const tell = (line: string, onTerminalOnly = false): void => {
      if (!onTerminalOnly || host.stderr.isTTY === true) note(noteColours.dim(line));
    };
    opened ??= import('./connection/open-client.js').then(async ({ connect }) => {
      const open = await connect(globals, host, tell, watch);
      secrets.push(...spellingsOf(open.settings.client_secret));
      return open;
    });
    return opened;
  };
  const links = records === undefined ? undefined : async (): Promise<LinkOf | undefined> => linksOf(records, await connection());
  const shown = ownColumns ? { ...globals, columns: undefined } : globals;
  output = await openPrinter({ globals: shown, host, note, links });
  const client = async (): Promise<HaloClient> => (await connection()).client;
  const context: Context = { host, globals, printer: output.printer, noteColours, client, connection, out: said.out, note };
  try {
    await runAndClose(work, context, output);
    for (const line of watch.lines()) note(line);
    if (watch.lostSome) throw new FieldsNotTaken();
  } catch (error) {
    // The platform's own errors, as of a signal, have a message that cannot be set.
    if (error instanceof Error)
      Object.defineProperty(error, 'message', { value: masked(error.message), configurable: true, writable: true });
    throw host.signal.aborted ? interruption(error, watch) : afterWrites(error, watch.wrote);
  } finally {
    for (const line of held) host.stderr.write(`${shownWithColours(line)}\n`);
    await opened?.then(
      (open) => open.close(),
      () => undefined,
    );
  }
}

/** A secret in every spelling in which an answer may repeat it; a short one is found in every other word. */
const spellingsOf = (secret = ''): string[] => (secret.length < 8 ? [] : secretsOf({ url: '', headers: [['x-secret', secret]] }));

/** A stop says whether anything was on its way to be written; a finished command is not stopped any more. */
function interruption(error: unknown, { doubtful }: WriteWatch): unknown {
  if (error instanceof Interrupted || error instanceof FieldsNotTaken) return error;
  return new Interrupted(doubtful ? 'Stopped. A write that was under way may have been made.' : 'Stopped. No write was under way.');
}

async function linksOf(records: string, { settings, lasting }: Connection): Promise<LinkOf | undefined> {
  const { hasPage, pageOf } = await import('./web-page.js');
  const tenant = settings.tenant_url;
  // A throw-away sandbox has no pages.
  if (!lasting || tenant === undefined || !hasPage(records)) return undefined;
  return ({ id }) => (typeof id === 'number' || typeof id === 'string' ? pageOf(records, id, tenant) : undefined);
}

async function runAndClose(work: (context: Context) => Promise<void>, context: Context, output: OpenPrinter): Promise<void> {
  try {
    await work(context);
  } catch (error) {
    const shown = context.globals.dryRun && (await showDryRun(error, context));
    await output.close(shown);
    if (!shown) throw error;
    return;
  }
  await output.close(true);
}

async function showDryRun(error: unknown, { globals, host, note, printer }: Context): Promise<boolean> {
  const { DryRun } = await import('./connection/dry-run.js');
  if (!(error instanceof DryRun)) return false;
  const { method, url: address, body: sent } = error.request;
  const url = redactedUrl(address);
  const body = redactedFields(sent instanceof FormData ? (await import('./flags/form.js')).formInWords(sent) : sent);
  if (globals.json) await printer.value({ method, url, ...(body === undefined ? {} : { body }) });
  else if (globals.curl) {
    const { curlCommand } = await import('./connection/curl.js');
    const isJson = sent !== undefined && !(sent instanceof FormData);
    const headers = new Headers(isJson ? { 'content-type': 'application/json' } : {});
    host.stdout.write(`${curlCommand({ method, url: address, headers, body: isJson ? JSON.stringify(sent) : sent })}\n`);
  } else host.stdout.write(`${method} ${oneLine(url)}\n${body === undefined ? '' : `${jsonText(body, 2)}\n`}`);
  note('A dry run: nothing was sent.');
  return true;
}
