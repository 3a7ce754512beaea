import { kindOf } from '../codec/shown.js';
import { HaloUsageError } from '../errors/usage-error.js';

/** Where the bytes of a file come from: bytes, a blob, a stream, or the path of a file on this computer. */
export type FileSource =
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | string;

/** All bytes of a source. */
export async function readSource(
  source: FileSource,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof source === 'string') return readPath(source, name);
  if (source instanceof Uint8Array) return new Uint8Array(source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  if (source instanceof ReadableStream)
    return new Uint8Array(await new Response(source).arrayBuffer());
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of piecesOf(source, name)) {
    if (!ArrayBuffer.isView(part)) throw notBytes(name, part);
    parts.push(new Uint8Array(part));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** What can be read piece by piece; whatever else was given has no bytes. */
function piecesOf(source: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  if (Symbol.asyncIterator in source || Symbol.iterator in source) return source;
  throw notBytes(name, source);
}

const notBytes = (name: string, value: unknown): HaloUsageError =>
  new HaloUsageError(
    `${name}: the data are ${kindOf(value)}, which holds no bytes`,
    'Give bytes, a Blob, a stream, or the path of a file. Nothing was sent.',
  );

async function readPath(path: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readBytes } = await import('../node/files.js');
  try {
    return await readBytes(path);
  } catch (error) {
    throw new HaloUsageError(
      `${name}: the file cannot be read from ${path} (${(error as { code?: string }).code ?? 'unreadable'})`,
      'A text given as data is the path of a file; give its content as bytes. Nothing was sent.',
    );
  }
}
