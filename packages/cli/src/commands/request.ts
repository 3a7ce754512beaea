import type { Command } from 'commander';
import { type Context, withContext } from '../context.js';
import { formOption, readForm } from '../flags/form.js';
import { readData } from '../flags/record-data.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';
import { collectPair, dataOption } from '../topics/record-flags.js';
import { UsageError } from '../usage-error.js';

interface RequestOptions {
  readonly param?: Readonly<Record<string, string>>;
  readonly data?: string[];
  readonly form?: Readonly<Record<string, string>>;
  readonly rawBody?: true;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `halo request METHOD PATH` calls any path of the API, with its JSON answer as it is. */
export function addRequestCommand(program: Command, host: Host): void {
  const command = program
    .command('request')
    .summary('send any request to the API')
    .description('Send any request below /api and print its JSON answer. It is sent at once, whatever the method.')
    .argument('<method>', methods.join(', '))
    .argument('<path>', 'path below /api, for example /Tickets or /Tickets/1234')
    .option('--param <name=value>', 'query parameter, sent as it is; may be repeated', collectPair)
    .addOption(dataOption())
    .addOption(formOption())
    .option('--raw-body', 'send --data as it is, also where the operation takes an array and one object is given');
  addSharedOptions(command).addHelpText('after', '\nExample:\n  halo request GET /Tickets --param page_size=5');
  command.action((method: string, path: string, options: RequestOptions, running: Command) =>
    withContext(running, host, (context) => sendRequest({ method, path, options }, context), { format: 'json' }),
  );
}

async function sendRequest(line: { method: string; path: string; options: RequestOptions }, context: Context): Promise<void> {
  const { options } = line;
  const method = methods.find((name) => name === line.method.toUpperCase());
  if (!method) throw new UsageError(`The method is one of ${methods.join(', ')}, and it is "${line.method}". Nothing was sent.`);
  const { path, query } = splitPath(line.path);
  const body = await bodyOf(options, context.host);
  const client = await context.client();
  const answer: unknown = await client.request(method, path, {
    query: { ...query, ...options.param },
    ...(body === undefined ? {} : { body }),
    ...(options.rawBody ? { rawBody: true } : {}),
    signal: context.host.signal,
  });
  await context.printer.value(answer);
}

async function bodyOf({ data, form }: RequestOptions, host: Host): Promise<unknown> {
  if (data !== undefined && form)
    throw new UsageError('--data sends JSON and --form an uploaded form: give one of them. Nothing was sent.');
  if (form) return readForm(form);
  return data === undefined ? undefined : readData(data, host);
}

/** A path may be copied with its `/api` and with its query. */
function splitPath(text: string): { path: string; query: Record<string, string> } {
  if (/^https?:/i.test(text)) {
    throw new UsageError('The path is given without the host, for example /Tickets. Nothing was sent.', {
      nextStep: 'The tenant comes from --tenant-url or the configuration.',
    });
  }
  const [path = '', query = ''] = text.split('?', 2);
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return { path: rooted.replace(/^\/api(?=\/)/i, ''), query: Object.fromEntries(new URLSearchParams(query)) };
}
