import { redact, redactBody, redactUrl } from './redact.js';

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | FormData | undefined;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request as a curl command; the token has to stand in the variable HALO_TOKEN of whoever runs it. */
export function curlCommand({ method, url, headers, body }: Outgoing): string {
  const kept = ['accept', 'content-type'].flatMap((name) => (headers.has(name) ? [`-H ${quoted(`${name}: ${headers.get(name)}`)}`] : []));
  const token = /\/api\//i.test(url) ? ['-H "Authorization: Bearer $HALO_TOKEN"'] : [];
  return ['curl', '-X', method, quoted(redactUrl(url)), ...kept, ...token, ...dataOf(body)].join(' ');
}

function dataOf(body: Outgoing['body']): string[] {
  if (body === undefined || body === '') return [];
  if (typeof body === 'string') return [`--data-raw ${quoted(redactBody(body))}`];
  return [...body].map(
    ([name, part]) => `-F ${quoted(`${name}=${typeof part === 'string' ? String(redact(part, name)) : `@${part.name}`}`)}`,
  );
}
