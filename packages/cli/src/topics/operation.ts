import type { Operation } from 'halopsa-catalogue';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { type ArgumentSpec, argument, option } from '../core/inputs.js';
import { fieldTypes } from '../flags/field-types.js';
import { formOption, readForm } from '../flags/form.js';
import type { Pair } from '../flags/pairs.js';
import { readData } from '../flags/record-data.js';
import {
  fieldValues,
  queryValues,
  type WireGroup,
  type WireValues,
} from '../flags/wire-options.js';
import { jsonOf } from '../output/answered.js';
import { isList, isRow, type Value } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';
import { loggedCall } from '../writes/logged-call.js';
import { queryFlags } from './query-flags.js';
import {
  dataOption,
  type RecordFlags,
  readExtraFields,
  recordFlags,
  refuseComputedFlags,
} from './record-flags.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

/** Any other operation of a resource: path parameters by position, query parameters and the fields of its body as flags, all else as `--data`. */
export async function operationCommand(setting: VerbSetting): Promise<CommandSpec> {
  const { resource, verb } = setting;
  const { operation } = verb;
  const query = queryFlags(operation, resource);
  const { options = {}, fields } = await bodyFlags(operation);
  return defineCommand({
    ...verbBasics(setting),
    description: await described(setting),
    arguments: Object.fromEntries(
      Object.entries(operation.params).map(([name, type]) => [
        paramKey(name),
        argument(`<${name}>`, type),
      ]),
    ) as Record<ParamKey, ArgumentSpec<string>>,
    options: {
      ...(operation.method === 'GET' ? {} : { yes: option('--yes', 'do not ask') }),
      ...options,
    },
    flags: fields ? { query, fields } : { query },
    run: (input, context) =>
      runOperation(input, { operation, types: fields?.types ?? {} }, context),
  });
}

/** What the operation does, as the catalogue words it. Some only note that somebody looks at a record, which `show` reads. */
async function described({ resource, verb: { name, operation } }: VerbSetting): Promise<string> {
  const { wordsOfOperation } = await import('halopsa-catalogue/words');
  const route = `${operation.method} ${operation.path}`;
  const words = wordsOfOperation(resource.attribute, operation.verb);
  const sentence = words === undefined ? `${route}.` : `${words.replace(/\.$/, '')} (${route}).`;
  if (name !== 'view') return sentence;
  return `${sentence} To read one, use \`halo ${resource.topic} show\`.`;
}

/** The name under which the command gets a parameter of the path: no option has it. */
type ParamKey = `param:${string}`;

const paramKey = (name: string): ParamKey => `param:${name}`;

/** What the options and flags of an operation gave. */
interface OperationInput {
  readonly [param: ParamKey]: string;
  readonly yes?: true | undefined;
  readonly data?: readonly string[] | undefined;
  readonly form?: readonly Pair[] | undefined;
  readonly extraField?: readonly string[] | undefined;
  readonly query: WireValues;
  readonly fields?: WireValues;
}

interface BodyFlags {
  readonly options?: Partial<RecordFlags['options']> & { readonly form?: typeof formOption };
  readonly fields?: WireGroup;
}

/** The options that give the body of an operation. */
async function bodyFlags(operation: Operation): Promise<BodyFlags> {
  if (operation.body === 'form') return { options: { form: formOption } };
  if (operation.method !== 'POST') return {};
  return operation.body === 'none'
    ? { options: { data: dataOption } }
    : await recordFlags(operation, true);
}

/** An operation with the types of the fields that its body takes as flags. */
interface Target {
  readonly operation: Operation;
  readonly types: WireGroup['types'];
}

async function runOperation(
  input: OperationInput,
  { operation, types }: Target,
  context: Context,
): Promise<void> {
  const { yes = false, extraField } = input;
  const extraFields = readExtraFields(extraField);
  const params = Object.fromEntries(
    Object.entries(operation.params).map(([name, type]) => [
      name,
      parseId(input[paramKey(name)] ?? '', type, `parameter ${name}`),
    ]),
  );
  const body =
    operation.body === 'form'
      ? await formOf(input, operation)
      : await bodyOf(input, { operation, types }, context);
  const client = await context.client();
  const question = questionFor(operation, params, body);
  if (question && !context.globals.dryRun && !(await confirm(question, yes, context))) {
    context.note('Nothing was sent.');
    return;
  }
  const work = client.resource(operation.resource).call(operation.verb, {
    params,
    query: queryValues(input.query, operation, context.globals),
    ...(body === undefined ? {} : { body }),
    ...(extraFields && { extraFields, body: body ?? (operation.body === 'array' ? [{}] : {}) }),
    signal: context.host.signal,
  });
  const answer =
    operation.safety === 'read'
      ? await work
      : await loggedCall({ resource: operation.id, ...params }, body, work, context);
  await context.printer.value(jsonOf(answer));
  if (!context.globals.json && (answer === undefined || answer === null || answer === ''))
    context.note('Done.');
}

async function formOf({ form }: OperationInput, { method, path }: Operation): Promise<FormData> {
  if (form) return readForm(form);
  throw new UsageError(`${method} ${path} takes an uploaded form. Nothing was sent.`, {
    nextStep: 'Give its parts with --form, for example --form file=@photo.png.',
  });
}

async function bodyOf(
  { data, fields = {} }: OperationInput,
  { operation, types }: Target,
  { host, globals }: Context,
): Promise<Value> {
  const given =
    data === undefined ? undefined : await readData(data, host, await fieldTypes(operation));
  const flags = fieldValues(fields, types, globals);
  await refuseComputedFlags(flags, operation);
  if (Object.keys(flags).length === 0)
    return operation.body === 'array' && given !== undefined && !isList(given) ? [given] : given;
  if (given !== undefined && given !== null && !isRow(given)) {
    throw new UsageError(
      'Flags set the fields of one record, and --data gives something else. Nothing was sent.',
      {
        nextStep: 'Put all of it into --data.',
      },
    );
  }
  const record = { ...given, ...flags };
  return operation.body === 'array' ? [record] : record;
}

/** What is lost, and what is done to several records at once, is asked about. */
function questionFor(
  { method, path, safety }: Operation,
  params: Readonly<Record<string, number | string>>,
  body: Value | FormData,
): string | undefined {
  if (method === 'DELETE') return `Send DELETE ${fill(path, params)}?`;
  return safety !== 'read' && Array.isArray(body) && body.length > 1
    ? `Send ${body.length} records by ${method} ${fill(path, params)}?`
    : undefined;
}

const fill = (path: string, params: Readonly<Record<string, number | string>>): string =>
  path.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
