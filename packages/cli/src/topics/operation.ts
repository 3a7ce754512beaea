import { type Command, Option } from 'commander';
import type { Operation } from 'halopsa-catalogue';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { toOption } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { formOption, readForm } from '../flags/form.js';
import type { Pair } from '../flags/pairs.js';
import { readData } from '../flags/record-data.js';
import { fieldValues, queryValues } from '../flags/wire-options.js';
import { UsageError } from '../usage-error.js';
import { withContext } from '../with-context.js';
import { loggedCall } from '../writes/logged-call.js';
import { addQueryFlags } from './query-flags.js';
import {
  addRecordFlags,
  dataOption,
  readExtraFields,
  refuseComputedFlags,
} from './record-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './verb.js';

interface OperationOptions {
  readonly data?: string[];
  readonly yes?: true;
  readonly form?: readonly Pair[];
  readonly extraField?: string[];
}

/** Any other operation of a resource: path parameters by position, query parameters and the fields of its body as flags, all else as `--data`. */
export async function addOperation({ command, resource, verb, host }: VerbSetting): Promise<void> {
  const { operation } = verb;
  for (const [name, type] of Object.entries(operation.params)) command.argument(`<${name}>`, type);
  if (operation.method !== 'GET') command.addOption(new Option('--yes', 'do not ask'));
  addQueryFlags(command, operation, resource);
  if (operation.body === 'form') command.addOption(toOption(formOption));
  else if (operation.method === 'POST') {
    if (operation.body === 'none') command.addOption(toOption(dataOption));
    else await addRecordFlags(command, operation, true);
  }
  command.action((...received: unknown[]) => {
    const running = received.at(-1) as Command;
    return withContext(running, host, (context) => runOperation(running, operation, context));
  });
}

async function runOperation(
  command: Command,
  operation: Operation,
  context: Context,
): Promise<void> {
  const { yes = false, extraField } = command.opts<OperationOptions>();
  const extraFields = readExtraFields(extraField);
  const params = Object.fromEntries(
    Object.entries(operation.params).map(([name, type], at) => [
      name,
      parseId(command.args[at]!, type, `parameter ${name}`),
    ]),
  );
  const body =
    operation.body === 'form'
      ? await formOf(command, operation)
      : await bodyOf(command, operation, context);
  const client = await context.client();
  const question = questionFor(operation, params, body);
  if (question && !context.globals.dryRun && !(await confirm(question, yes, context))) {
    context.note('Nothing was sent.');
    return;
  }
  const work = client.resource(operation.resource).call(operation.verb, {
    params,
    query: queryValues(command, operation, context.globals),
    ...(body === undefined ? {} : { body }),
    ...(extraFields && { extraFields, body: body ?? (operation.body === 'array' ? [{}] : {}) }),
    signal: context.host.signal,
  });
  const answer =
    operation.safety === 'read'
      ? await work
      : await loggedCall({ resource: operation.id, ...params }, body, work, context);
  await context.printer.value(answer);
  if (!context.globals.json && (answer === undefined || answer === null || answer === ''))
    context.note('Done.');
}

async function formOf(command: Command, { method, path }: Operation): Promise<FormData> {
  const { form } = command.opts<OperationOptions>();
  if (form) return readForm(form);
  throw new UsageError(`${method} ${path} takes an uploaded form. Nothing was sent.`, {
    nextStep: 'Give its parts with --form, for example --form file=@photo.png.',
  });
}

async function bodyOf(
  command: Command,
  operation: Operation,
  { host, globals }: Context,
): Promise<unknown> {
  const { data } = command.opts<OperationOptions>();
  const given =
    data === undefined ? undefined : await readData(data, host, await fieldTypes(operation));
  const flags = fieldValues(command, globals);
  await refuseComputedFlags(flags, operation);
  if (Object.keys(flags).length === 0)
    return operation.body === 'array' && given !== undefined && !Array.isArray(given)
      ? [given]
      : given;
  if (typeof (given ?? {}) !== 'object' || Array.isArray(given)) {
    throw new UsageError(
      'Flags set the fields of one record, and --data gives something else. Nothing was sent.',
      {
        nextStep: 'Put all of it into --data.',
      },
    );
  }
  const record = { ...(given as object | undefined), ...flags };
  return operation.body === 'array' ? [record] : record;
}

/** What is lost, and what is done to several records at once, is asked about. */
function questionFor(
  { method, path, safety }: Operation,
  params: Readonly<Record<string, number | string>>,
  body: unknown,
): string | undefined {
  if (method === 'DELETE') return `Send DELETE ${fill(path, params)}?`;
  return safety !== 'read' && Array.isArray(body) && body.length > 1
    ? `Send ${body.length} records by ${method} ${fill(path, params)}?`
    : undefined;
}

const fill = (path: string, params: Readonly<Record<string, number | string>>): string =>
  path.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
