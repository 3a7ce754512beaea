import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { BodyError } from './body-error.js';
import type { Held } from './intake.js';

const mostCodings = 3;
const zlibHead = 0x78;

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const unzip: Decode = promisify(gunzip);
const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', unzip],
  ['x-gzip', unzip],
  ['br', promisify(brotliDecompress)],
  // Some senders leave out the head that RFC 9110 asks for.
  [
    'deflate',
    (bytes, options) =>
      (bytes[0] === zlibHead ? promisify(inflate) : promisify(inflateRaw))(bytes, options),
  ],
]);

/** The bytes of a request as they came; a BodyError (413) as soon as they are more than are taken. They count as held. */
export async function readBytes(
  request: Request,
  mostBytes: number,
  held: Pick<Held, 'arrived'>,
): Promise<Buffer> {
  const tooLarge = new BodyError(413, `A body has ${mostBytes} bytes at the most.`);
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge;
    held.arrived(chunk.length);
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
  held: Pick<Held, 'more'>,
): Promise<Buffer> {
  const codings = (request.headers.get('content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const steps = codings.map((coding) => ({ coding, decode: decoders.get(coding) }));
  if (steps.some(({ decode }) => !decode) || codings.length > mostCodings) {
    throw new BodyError(415, 'The Content-Encoding of a body is gzip, deflate or br.');
  }
  let decoded = bytes;
  for (const { coding, decode } of steps.reverse()) {
    if (decode) decoded = await unfold(decoded, { coding, decode }, mostBytes);
    held.more({ bytes: decoded.length });
  }
  return decoded;
}

interface Coding {
  readonly coding: string;
  readonly decode: Decode;
}

async function unfold(
  bytes: Buffer,
  { coding, decode }: Coding,
  mostBytes: number,
): Promise<Buffer> {
  try {
    return await decode(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new BodyError(413, `A body has ${mostBytes} bytes at the most once it is unpacked.`);
    }
    throw new BodyError(400, `The body is not what its Content-Encoding "${coding}" says.`);
  }
}
