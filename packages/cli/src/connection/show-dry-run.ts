import { jsonText, oneLine, redactedFields, redactedUrl } from 'halopsa-ground';
import type { Context } from '../context.js';
import { DryRun } from './dry-run.js';

/** Shows the request that a dry run has held back; false where the error is another one. */
export async function showDryRun(error: unknown, context: Context): Promise<boolean> {
  if (!(error instanceof DryRun)) return false;
  const { method, url, body } = error.request;
  const { globals, note, printer } = context;
  if (globals.json)
    await printer.value({ method, url: redactedUrl(url), ...withBody(await shownBody(body)) });
  else
    context.host.stdout.write(
      globals.curl ? await curlText(error) : plainText(error, await shownBody(body)),
    );
  note(
    error.hasLookedUp
      ? 'A dry run: names were looked up, and nothing else was sent.'
      : 'A dry run: nothing was sent.',
  );
  return true;
}

const withBody = (body: unknown): object => (body === undefined ? {} : { body });

/** The body without secrets; the parts of a form in words. */
const shownBody = async (body: unknown): Promise<unknown> =>
  redactedFields(
    body instanceof FormData ? (await import('../flags/form.js')).formInWords(body) : body,
  );

const plainText = ({ request: { method, url } }: DryRun, body: unknown): string =>
  `${method} ${oneLine(redactedUrl(url))}\n${body === undefined ? '' : `${jsonText(body, 2)}\n`}`;

async function curlText({ request: { method, url, body } }: DryRun): Promise<string> {
  const { curlCommand } = await import('./curl.js');
  const isJson = body !== undefined && !(body instanceof FormData);
  const headers = new Headers(isJson ? { 'content-type': 'application/json' } : {});
  return `${curlCommand({ method, url, headers, body: isJson ? JSON.stringify(body) : body })}\n`;
}
