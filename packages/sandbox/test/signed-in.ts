import { createSandbox, type Sandbox, type SandboxOptions } from 'halopsa-sandbox';

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where there is none. */
  readonly body: unknown;
}

/** A sandbox with a token, spoken to by raw requests. */
export interface SignedIn {
  readonly sandbox: Sandbox;
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

const ORIGIN = 'http://sandbox.test';

/** Asks for a token as the default application. */
export async function requestToken(sandbox: Sandbox, fields: Record<string, string> = {}, path = '/auth/token'): Promise<Answer> {
  const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all', ...fields };
  return read(await sandbox.fetch(`${ORIGIN}${path}`, { method: 'POST', body: new URLSearchParams(form) }));
}

/** Makes a sandbox, by default a small one, and signs in. */
export async function signIn(options: SandboxOptions = {}, fields: Record<string, string> = {}): Promise<SignedIn> {
  const sandbox = createSandbox({ seed: 'small', ...options, behaviours: { ...switchedOff(), ...options.behaviours } });
  const token = await requestToken(sandbox, fields);
  const { access_token: accessToken } = token.body as { access_token: string };
  const send: SignedIn['send'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${accessToken}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    return read(await sandbox.fetch(`${ORIGIN}/api${path}`, init));
  };
  return {
    sandbox,
    send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    delete: (path) => send('DELETE', path),
  };
}

/** Reads a response to its end. */
export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
}

/** The rows of a list answer. */
export function rowsOf(answer: Answer, key?: string): Record<string, unknown>[] {
  const { body } = answer;
  return (key === undefined ? body : (body as Record<string, unknown>)[key]) as Record<string, unknown>[];
}

/** The behaviour that a run leaves out to see its tests fail. */
export function switchedOff(): Record<string, boolean> {
  const id = process.env.SANDBOX_SWITCHED_OFF;
  return id === undefined ? {} : { [id]: false };
}
