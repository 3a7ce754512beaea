import { setImmediate as turn } from 'node:timers/promises';
import { exactJsonSteps, JsonFault } from 'halopsa-ground';
import { mostDepth, type ReadingRules, requestRules } from '../json.js';
import { inSlices } from '../slices.js';
import { BodyError } from './body-error.js';
import type { Held, Intake } from './intake.js';
import { decodeContent, readBytes } from './request-body.js';

/** What a body of JSON may have. */
export interface JsonLimits {
  readonly bytes: number;
  /** Values in all, those of lists and objects included; more than any request needs, and what is read of them in a moment. */
  readonly values: number;
}

/** Escapes in the texts of a body, each of which is read by itself; a long text of many lines has some ten thousand. */
const mostEscapes = 1_000_000;

/** Bytes that are looked at between two turns of the event loop. */
const sliceBytes = 256 * 1024;

const quote = 0x22;
const backslash = 0x5c;

/** A value that was read from a body, which is held until it is let go. */
export interface HeldValue extends Disposable {
  readonly value: unknown;
}

/**
 * The value of a request's body. Nothing is parsed before its size, depth and number of values are known to be within the
 * limits, and they are counted in slices, so that other requests are answered meanwhile. Throws a BodyError for what is not.
 */
export async function readJson(
  request: Request,
  limits: JsonLimits,
  intake: Intake,
): Promise<HeldValue> {
  const held = intake.hold(request, limits.bytes);
  try {
    const bytes = await readBytes(request, limits.bytes, held);
    const value = await intake.inTurn(async () =>
      parseWithin(await decodeContent(request, bytes, limits.bytes, held), limits, { held }),
    );
    return { value, [Symbol.dispose]: () => held[Symbol.dispose]() };
  } catch (error) {
    held[Symbol.dispose]();
    throw error;
  }
}

/** How a text is parsed: by which rules, and what its values count for. */
export interface Parsing {
  /** Default: those of requests, of whose members none is lost. */
  readonly rules?: ReadingRules | undefined;
  readonly held?: Pick<Held, 'more'> | undefined;
}

/** The value of a JSON text within limits; undefined for an empty text. Throws a BodyError for what is no JSON or is beyond them. */
export async function parseWithin(
  bytes: Uint8Array,
  limits: JsonLimits,
  { rules = requestRules, held }: Parsing = {},
): Promise<unknown> {
  const counter = new JsonCounter();
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    counter.take(bytes.subarray(at, at + sliceBytes));
    if (counter.deepest > mostDepth)
      throw new BodyError(
        400,
        `The body is nested too deep: it has more than ${mostDepth} levels.`,
      );
    if (counter.escapes > mostEscapes)
      throw new BodyError(413, `The texts of the body have more than ${mostEscapes} escapes.`);
    if (counter.values > limits.values)
      throw new BodyError(413, `The body has more than ${limits.values} values.`);
    if (at + sliceBytes < bytes.length) await turn();
  }
  held?.more({ values: counter.values });
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (bytes.length > sliceBytes) await turn();
  if (!/\S/.test(text)) return undefined;
  return inSlices(exactJsonSteps(text, rules)).catch(refuse);
}

function refuse(error: unknown): never {
  if (!(error instanceof JsonFault)) throw error;
  const { kind, message, line, column } = error;
  const what =
    kind === 'syntax'
      ? `The body is not JSON: ${message}`
      : `The body is JSON that cannot be taken: ${message}`;
  throw new BodyError(400, `${what} (line ${line}, column ${column}).`);
}

/** Counts the values and the depth of a JSON text, slice by slice, without reading them. */
export class JsonCounter {
  values = 1;
  escapes = 0;
  deepest = 0;
  #depth = 0;
  #inText = false;
  #isEscaped = false;

  take(bytes: Uint8Array): void {
    for (const sign of bytes) {
      if (this.#inText) this.#takeText(sign);
      else if (sign === quote) this.#inText = true;
      else this.#takeSign(sign);
    }
  }

  #takeText(sign: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (sign === backslash) {
      this.#isEscaped = true;
      this.escapes += 1;
    } else if (sign === quote) this.#inText = false;
  }

  /** Every value but the first comes after an opening sign or a comma. */
  #takeSign(sign: number): void {
    switch (sign) {
      case 0x5b:
      case 0x7b:
        this.#depth += 1;
        this.values += 1;
        if (this.#depth > this.deepest) this.deepest = this.#depth;
        return;
      case 0x5d:
      case 0x7d:
        this.#depth -= 1;
        return;
      case 0x2c:
        this.values += 1;
    }
  }
}
