import { oneLine } from 'halopsa-ground';
import type { Globals } from '../globals.js';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';
import { type Colours, coloursFor } from './colours.js';
import { harmlessSink } from './harmless.js';
import { type LinkOf, showsLinks } from './hyperlinks.js';
import { JsonPrinter } from './json-printer.js';
import type { LineFormat } from './line-printer.js';
import type { Mask } from './masking-printer.js';
import { NdjsonPrinter } from './ndjson-printer.js';
import type { Printer } from './printer.js';
import type { Shade } from './shades.js';
import { type ShowTime, showTimeIn } from './show-time.js';
import { fileSink, type Sink, standardSink } from './sink.js';

/** A printer with the place that it prints to. */
export interface OpenPrinter {
  readonly printer: Printer;
  /** Ends the output; a result that is not `whole` leaves no file behind. */
  close(whole: boolean): Promise<void>;
  /** True while a pager has the screen. */
  isPaging(): boolean;
}

/** What a printer is opened for. */
export interface Printing {
  readonly globals: Globals;
  readonly host: Host;
  readonly note: (line: string) => void;
  /** Gives the pages of the rows, once it is known which tenant they come from. */
  readonly links: (() => Promise<LinkOf | undefined>) | undefined;
  /** The resource whose records are printed, where they are records of one. */
  readonly records?: string | undefined;
  /** Gives what masks the secrets that the client holds. */
  readonly mask: () => Promise<Mask>;
}

interface Setting extends Printing {
  readonly sink: Sink;
}

/** Opens the printer that the options ask for. Throws a UsageError for options that cannot be met. */
export async function openPrinter(printing: Printing): Promise<OpenPrinter> {
  const { globals, host } = printing;
  const sink = await openSink(globals, host);
  const setting: Setting = { ...printing, sink };
  try {
    const inner = await maskedPrinter(setting);
    return {
      printer: isShaped(globals) ? await shaped(inner, setting) : inner,
      close: sink.close,
      isPaging: () => sink.isPaging?.() ?? false,
    };
  } catch (error) {
    await sink.close(false);
    throw error;
  }
}

/** A terminal does not show what the client itself holds; files and pipes get every value as it is, since they may be written back. */
async function maskedPrinter(setting: Setting): Promise<Printer> {
  const inner = await innerPrinter(setting);
  const isShown = setting.host.stdout.isTTY === true && (setting.globals.out ?? '-') === '-';
  if (!isShown) return inner;
  return new (await import('./masking-printer.js')).MaskingPrinter(inner, setting);
}

const isShaped = ({ columns, sort, query }: Globals): boolean =>
  columns !== undefined || sort !== undefined || query !== undefined;

async function shaped(inner: Printer, { globals, note }: Setting): Promise<Printer> {
  const { ShapingPrinter } = await import('./shaping-printer.js');
  const { columns, sort, query, output, template } = globals;
  if (query !== undefined) await (await import('./json-query.js')).checkQuery(query);
  const project = output === 'json' || output === 'ndjson' || output === 'yaml';
  return new ShapingPrinter(
    { columns, sort, query, project: project && template === undefined, note },
    inner,
  );
}

async function openSink({ out, output, pager, template }: Globals, host: Host): Promise<Sink> {
  if (out !== undefined && out !== '-') return fileSink(out);
  if (output === 'xlsx' && host.stdout.isTTY) {
    throw new UsageError('A terminal cannot show an Excel file. Nothing was sent.', {
      nextStep: 'Name a file with --out tickets.xlsx.',
    });
  }
  if (host.stdout.isTTY !== true || template !== undefined) return standardSink(host);
  if (output !== 'table') return harmlessSink(host);
  if (!pager) return standardSink(host);
  const { pagedSink, pagerOf } = await import('./pager.js');
  const command = pagerOf(host);
  return command === undefined ? standardSink(host) : pagedSink(host, command);
}

async function innerPrinter(setting: Setting): Promise<Printer> {
  const { globals, host, sink } = setting;
  const { stream } = sink;
  const { columns, headers } = globals;
  if (globals.template !== undefined) {
    const { checkTemplate, TemplatePrinter } = await import('./template-printer.js');
    checkTemplate(globals.template);
    return new TemplatePrinter(stream, globals.template, setting.note);
  }
  switch (globals.output) {
    case 'json':
      return new JsonPrinter(stream);
    case 'ndjson':
      return new NdjsonPrinter(stream);
    case 'yaml':
      return new (await import('./yaml-printer.js')).YamlPrinter(stream);
    case 'xlsx':
      return new (await import('./xlsx-printer.js')).XlsxPrinter({ stream, columns, headers });
    case 'csv':
      return linePrinter(await csv(globals), false, setting);
    case 'markdown':
      return linePrinter(
        (await import('./markdown-format.js')).markdownFormat(showTime(globals.zone)),
        true,
        setting,
      );
    case 'table': {
      const { TablePrinter } = await import('./table-printer.js');
      const colours = coloursFor(stream, host, globals.color);
      return new TablePrinter({
        stream,
        columns,
        headers,
        showTime: showTime(globals.zone),
        colours,
        links: showsLinks(stream, host, globals.hyperlinks && globals.color)
          ? setting.links
          : undefined,
        shades: colours.isColorSupported ? shades(setting, colours) : undefined,
        onLeftOut: (names) =>
          setting.note(
            `No room for ${names.map(oneLine).join(', ')}: widen the terminal, or choose with --columns.`,
          ),
      });
    }
  }
}

async function csv({ rawCells, out, zone }: Globals): Promise<LineFormat> {
  const { csvFormat } = await import('./csv-format.js');
  return csvFormat({
    raw: rawCells,
    isFile: out !== undefined,
    showTime: zone === undefined ? undefined : showTime(zone),
  });
}

async function linePrinter(
  format: LineFormat,
  preferred: boolean,
  { globals, sink, note }: Setting,
): Promise<Printer> {
  const { LinePrinter } = await import('./line-printer.js');
  return new LinePrinter({
    stream: sink.stream,
    format,
    columns: globals.columns,
    headers: globals.headers,
    preferred,
    note,
  });
}

/** Loads what colours the rows of a resource. */
const shades = ({ records }: Setting, colours: Colours): (() => Promise<Shade>) | undefined =>
  records === undefined
    ? undefined
    : async () => (await import('./shades.js')).shadesOf(records, colours);

function showTime(zone: string | undefined): ShowTime {
  try {
    return showTimeIn(zone);
  } catch (cause) {
    throw new UsageError(`Unknown time zone "${zone}". Nothing was sent.`, {
      cause,
      nextStep: 'Name one like Europe/London, or use --utc.',
    });
  }
}
