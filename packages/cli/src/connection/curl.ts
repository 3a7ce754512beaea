import {
  escapedText,
  shellWord as quoted,
  redacted,
  redactedBody,
  redactedUrl,
} from 'halopsa-ground';

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | FormData | undefined;
}

/** The request as a curl command for sh, bash, zsh or fish; the token has to stand in the variable HALO_TOKEN of whoever runs it. */
export function curlCommand({ method, url, headers, body }: Outgoing): string {
  const kept = ['accept', 'content-type'].flatMap((name) =>
    headers.has(name) ? [`-H ${quoted(`${name}: ${headers.get(name)}`)}`] : [],
  );
  const token = /\/api\//i.test(url) ? ['-H "Authorization: Bearer $HALO_TOKEN"'] : [];
  const address = redactedUrl(url);
  // curl takes brackets and braces of an address for a pattern.
  const plain = /[[\]{}]/.test(address) ? ['--globoff'] : [];
  const verb = /^\w+$/.test(method) ? method : quoted(method);
  return ['curl', ...plain, '-X', verb, quoted(address), ...kept, ...token, ...dataOf(body)].join(
    ' ',
  );
}

function dataOf(body: Outgoing['body']): string[] {
  if (body === undefined || body === '') return [];
  if (typeof body === 'string') return [`--data-raw ${quoted(escapedText(redactedBody(body)))}`];
  // -F would read the file that a text beginning with @ or < names.
  return [...body].map(([name, part]) =>
    typeof part === 'string'
      ? `--form-string ${quoted(`${name}=${String(redacted(part, name))}`)}`
      : `-F ${quoted(`${name}=@${formFile(part.name)}`)}`,
  );
}

/** The name of a file as curl's -F reads it: a semicolon, a comma or a quote would end it. */
const formFile = (name: string): string =>
  /[;,"\\]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
