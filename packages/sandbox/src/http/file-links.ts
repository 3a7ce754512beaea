import { guid, type Random } from '../random.js';
import { empty, type Reply } from './reply.js';

/** Where a link of the file store leads. */
export interface LinkTarget {
  /** Gives the bytes, or undefined where the file is gone. */
  readonly read: () =>
    | { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string }
    | undefined;
}

const LIFETIME_MS = 4 * 60_000;

/** A stored file is not a page of this server, whatever type it claims. */
const HARMLESS = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' };

/** Addresses of files that need no token: anyone who has one may use it for four minutes. */
export class FileLinks {
  static readonly path = '/files/';
  readonly #links = new Map<string, LinkTarget & { readonly until: number }>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Makes an address. */
  create(origin: string, target: LinkTarget, now: number): string {
    const token = guid(this.#random).replaceAll('-', '');
    this.#links.set(token, { ...target, until: now + LIFETIME_MS });
    return `${origin}${FileLinks.path}${token}`;
  }

  /** Answers a request to an address of the file store; 403 once it has expired, as file stores do. */
  answer(request: Request, path: string, now: number): Reply {
    const token = path.slice(FileLinks.path.length);
    const link = this.#links.get(token);
    if (!link) return empty(404);
    if (link.until <= now) {
      this.#links.delete(token);
      return empty(403);
    }
    if (request.method !== 'GET') return empty(405);
    const file = link.read();
    return file
      ? { status: 200, headers: { 'content-type': file.type, ...HARMLESS }, body: file.bytes }
      : empty(404);
  }

  clear(): void {
    this.#links.clear();
  }
}
