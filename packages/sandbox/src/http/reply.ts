/** An answer before it becomes a web-standard Response. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** A JSON answer. */
export const json = (value: unknown, status = 200): Reply =>
  jsonText(JSON.stringify(value), status);

/** A JSON answer whose text is already there. */
export const jsonText = (text: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': JSON_TYPE },
  body: text,
});

/** An answer without a body, as Halo sends for 401, 403, 404, 302 and 500. */
export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: null,
});

/** The Response of a reply. */
export const toResponse = (reply: Reply): Response =>
  new Response(reply.body, { status: reply.status, headers: reply.headers ?? {} });
