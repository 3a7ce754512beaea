import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, type InputOf, option } from '../core/inputs.js';
import { formOption, readForm } from '../flags/form.js';
import { collectPairs } from '../flags/pairs.js';
import { readData } from '../flags/record-data.js';
import type { Host } from '../host.js';
import { jsonOf } from '../output/answered.js';
import type { Value } from '../output/json-value.js';
import { dataOption } from '../topics/record-flags.js';
import { UsageError } from '../usage-error.js';
import { loggedCall } from '../writes/logged-call.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const inputs = {
  arguments: {
    method: argument('<method>', methods.join(', ')),
    path: argument('<path>', 'path below /api, for example /Tickets or /Tickets/1234'),
  },
  options: {
    param: option('--param <name=value>', 'query parameter, sent as it is; may be repeated', {
      parse: collectPairs,
    }),
    data: dataOption,
    form: formOption,
    rawBody: option(
      '--raw-body',
      'send --data as it is, also where the operation takes an array and one object is given',
    ),
  },
};

/** `halo request METHOD PATH` calls any path of the API, with its JSON answer as it is. */
export const command: CommandSpec = defineCommand({
  description:
    'Send any request below /api and print its JSON answer. It is sent at once, whatever the method.',
  ...inputs,
  example: 'halo request GET /Tickets --param page_size=5',
  format: 'json',
  run: sendRequest,
});

type RequestInput = InputOf<typeof inputs.arguments> & InputOf<typeof inputs.options>;

async function sendRequest(line: RequestInput, context: Context): Promise<void> {
  const method = methods.find((name) => name === line.method.toUpperCase());
  if (!method)
    throw new UsageError(
      `The method is one of ${methods.join(', ')}, and it is "${line.method}". Nothing was sent.`,
    );
  const { path, query } = splitPath(line.path);
  const pairs = new URLSearchParams([...query, ...(line.param ?? [])]);
  const body = await bodyOf(line, context.host);
  const client = await context.client();
  const work = client.request(method, pairs.size === 0 ? path : `${path}?${pairs}`, {
    ...(body === undefined ? {} : { body }),
    ...(line.rawBody ? { rawBody: true } : {}),
    signal: context.host.signal,
  });
  const answer =
    method === 'GET'
      ? await work
      : await loggedCall({ resource: `${method} ${path}` }, body, work, context);
  await context.printer.value(jsonOf(answer));
}

async function bodyOf({ data, form }: RequestInput, host: Host): Promise<Value | FormData> {
  if (data !== undefined && form)
    throw new UsageError(
      '--data sends JSON and --form an uploaded form: give one of them. Nothing was sent.',
    );
  if (form) return readForm(form);
  return data === undefined ? undefined : readData(data, host);
}

/** A path may be copied with its `/api` and with its query, whose parameters may repeat. */
function splitPath(text: string): { path: string; query: URLSearchParams } {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim())) {
    throw new UsageError(
      'The path is given without the host, for example /Tickets. Nothing was sent.',
      {
        nextStep: 'The tenant comes from --tenant-url or the configuration.',
      },
    );
  }
  const [, path = '', query = ''] = /^\/*([^?]*)\??(.*)$/s.exec(text.trim()) ?? [];
  return { path: `/${path}`.replace(/^\/api(?=\/)/i, ''), query: new URLSearchParams(query) };
}
