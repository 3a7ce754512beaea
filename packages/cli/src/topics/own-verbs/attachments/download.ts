import { about } from '../../../about.js';
import type { Context } from '../../../context.js';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { fileSink } from '../../../output/sink.js';
import { write } from '../../../output/write.js';
import { UsageError } from '../../../usage-error.js';
import { parseId } from '../../record-id.js';

/** A file on its way. */
interface Download extends AsyncIterable<Uint8Array> {
  readonly name: string;
  readonly size: number | undefined;
  saveTo(folder: string): Promise<string>;
}

/** `halo attachments download <id>`: saves the file under its own name, under --out, or writes it to the standard output with `--out -`. */
export const command: CommandSpec = defineCommand({
  description: 'Save the file of one attachment.',
  arguments: { text: argument('<id>', 'int id of the attachment') },
  options: {
    folder: option(
      '--folder <folder>',
      'save it here under its own name, beside files that are there already',
      { default: '.' },
    ),
  },
  shared: 'first',
  example: 'halo attachments download 1 --out report.pdf --dry-run',
  ownOut: true,
  run: ({ text, folder }, context) =>
    save(
      { id: Number(parseId(text, 'int', 'id of the attachment')), folder, out: context.out },
      context,
    ),
});

async function save(
  { id, folder, out }: { id: number; folder: string; out: string | undefined },
  context: Context,
): Promise<void> {
  const client = await context.client();
  const open = (): Promise<Download> =>
    about(`attachment ${id}`, client.attachments.download(id, { signal: context.host.signal }));
  if (out === '-') {
    for await (const piece of await open()) await write(context.host.stdout, piece);
    return;
  }
  const path =
    out === undefined ? await saveIn(folder, await open()) : await saveAs(out, open, context);
  context.note(`Saved ${path}.`);
  if (context.globals.json) await context.printer.value({ id, path });
}

const saveIn = (folder: string, file: Download): Promise<string> =>
  file.saveTo(folder).catch((cause: unknown) => refuse(folder, cause));

/** The place is opened before anything is asked for, and the file has its name once it is whole. */
async function saveAs(
  path: string,
  open: () => Promise<Download>,
  context: Context,
): Promise<string> {
  const sink = await fileSink(path);
  try {
    for await (const piece of withProgress(await open(), context)) await write(sink.stream, piece);
  } catch (cause) {
    await sink.close(false);
    throw cause;
  }
  await sink.close(true);
  return path;
}

function refuse(path: string, cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  if (!code || code.startsWith('halo/')) throw cause;
  throw new UsageError(`The file cannot be saved at ${path} (${code}).`, {
    cause,
    nextStep: 'Name a place that you may write to.',
  });
}

async function* withProgress(
  file: Download,
  { host, noteColours }: Context,
): AsyncGenerator<Uint8Array> {
  const { Progress } = await import('../../../output/progress.js');
  const progress = new Progress({ host, colours: noteColours, unit: 'bytes' });
  let received = 0;
  try {
    for await (const piece of file) {
      received += piece.length;
      progress.update(received, file.size);
      yield piece;
    }
  } finally {
    progress.end();
  }
}
