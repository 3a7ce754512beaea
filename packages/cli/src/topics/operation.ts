import { type Command, Option } from 'commander';
import type { Operation } from 'halopsa-catalogue';
import { confirm } from '../confirm.js';
import { type Context, withContext } from '../context.js';
import { readData } from '../flags/record-data.js';
import { wireValues } from '../flags/wire-options.js';
import { UsageError } from '../usage-error.js';
import { addQueryFlags } from './query-flags.js';
import { dataOption } from './record-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './topic.js';

interface OperationOptions {
  readonly data?: string;
  readonly yes?: true;
}

/** Any other operation of a resource: path parameters by position, query parameters as flags, the body as `--data`. */
export function addOperation({ command, resource, verb, host }: VerbSetting): void {
  const { operation } = verb;
  for (const [name, type] of Object.entries(operation.params)) command.argument(`<${name}>`, type);
  if (operation.method === 'POST' && operation.body !== 'form') command.addOption(dataOption());
  if (operation.method === 'DELETE') command.addOption(new Option('--yes', 'do not ask'));
  addQueryFlags(command, operation, resource);
  command.action((...received: unknown[]) => {
    const running = received.at(-1) as Command;
    return withContext(running, host, (context) => runOperation(running, operation, context));
  });
}

async function runOperation(command: Command, operation: Operation, context: Context): Promise<void> {
  if (operation.body === 'form') {
    throw new UsageError(`${operation.method} ${operation.path} takes an uploaded form, and halo sends JSON only. Nothing was sent.`);
  }
  const options = command.opts<OperationOptions>();
  const params = Object.fromEntries(
    Object.entries(operation.params).map(([name, type], at) => [name, parseId(command.args[at]!, type, `parameter ${name}`)]),
  );
  const body = options.data === undefined ? undefined : await readData(options.data, context.host);
  const client = await context.client();
  if (operation.method === 'DELETE' && !(await confirm(`Send DELETE ${fill(operation.path, params)}?`, options.yes === true, context))) {
    context.note('Nothing was deleted.');
    return;
  }
  const answer = await client.resource(operation.resource).call(operation.verb, {
    params,
    query: wireValues(command),
    ...(body === undefined ? {} : { body }),
    signal: context.host.signal,
  });
  await context.printer.value(answer);
  if (!context.globals.json && (answer === undefined || answer === null || answer === '')) context.note('Done.');
}

const fill = (path: string, params: Readonly<Record<string, number | string>>): string =>
  path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
