import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** A body that cannot be taken, with the status that says so. */
export class BodyError extends Error {
  static {
    BodyError.prototype.name = 'BodyError';
  }

  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

const mostCodings = 3;
const zlibHead = 0x78;

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const unzip: Decode = promisify(gunzip);
const decoders: Readonly<Record<string, Decode>> = {
  gzip: unzip,
  'x-gzip': unzip,
  br: promisify(brotliDecompress),
  // Some senders leave out the head that RFC 9110 asks for.
  deflate: (bytes, options) =>
    (bytes[0] === zlibHead ? promisify(inflate) : promisify(inflateRaw))(bytes, options),
};

/** The bytes of a request as they came; a BodyError (413) as soon as they are more than are taken. */
export async function readBytes(request: Request, mostBytes: number): Promise<Buffer> {
  const tooLarge = new BodyError(413, `A body has ${mostBytes} bytes at the most.`);
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The bytes of a body without the codings of its `Content-Encoding` (gzip, deflate, br). Throws a BodyError: 415 for another
 * coding, 413 where they unfold to more bytes than are taken, 400 where they are damaged.
 */
export async function decodeContent(
  request: Request,
  bytes: Buffer,
  mostBytes: number,
): Promise<Buffer> {
  const codings = (request.headers.get('content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const unknown = codings.find((coding) => !Object.hasOwn(decoders, coding));
  if (unknown !== undefined || codings.length > mostCodings) {
    throw new BodyError(415, 'The Content-Encoding of a body is gzip, deflate or br.');
  }
  let decoded = bytes;
  for (const coding of codings.reverse()) decoded = await unfold(decoded, coding, mostBytes);
  return decoded;
}

async function unfold(bytes: Buffer, coding: string, mostBytes: number): Promise<Buffer> {
  try {
    return await decoders[coding]!(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new BodyError(413, `A body has ${mostBytes} bytes at the most once it is unpacked.`);
    }
    throw new BodyError(400, `The body is not what its Content-Encoding "${coding}" says.`);
  }
}

/** For `catch`: a BodyError as a value; everything else is thrown on. */
export function asBodyError(error: unknown): BodyError {
  if (error instanceof BodyError) return error;
  throw error;
}
