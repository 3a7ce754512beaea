import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Mapping, PlanResult, Reason, Tenant } from 'halopsa-bulk';
import { commandWord } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import { stringify } from 'yaml';
import { flagWords } from '../../bulk/flag-words.js';
import { mappingOf, type PlanInput, planOptions } from '../../bulk/plan-options.js';
import { planSource } from '../../bulk/plan-source.js';
import { planSummary } from '../../bulk/plan-summary.js';
import { planWords } from '../../bulk/plan-words.js';
import { configuredTarget, openTenant } from '../../bulk/tenant.js';
import { wordedPlan } from '../../bulk/worded.js';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';
import { jsonOf } from '../../output/answered.js';
import type { Value } from '../../output/json-value.js';
import { print } from '../../output/print.js';
import { isRow, type Row } from '../../output/printer.js';
import { Progress } from '../../output/progress.js';
import { UsageError } from '../../usage-error.js';
import { nameOfUser } from '../../user-name.js';

/** `halo bulk plan`: works out what would be done, and writes it down. */
export const command: CommandSpec = defineCommand({
  description:
    'Read the rows of a spreadsheet, find the records that they mean, check every value, and write what would be done to a file, the plan. Nothing in Halo is changed. "halo bulk apply" carries the plan out.',
  arguments: {
    topic: argument('<topic>', 'what the rows are, for example clients'),
    file: argument('[file]', 'CSV, TSV, JSON, NDJSON or XLSX; - for the standard input'),
  },
  options: planOptions,
  shared: 'first',
  sharedHelp: {
    '--out': 'file to write the plan to (default: beside the spreadsheet, with the ending .plan)',
    '--tz': 'zone of times in the file that name none, for example Europe/London (default: UTC)',
    '--utc': 'times in the file that name no zone are UTC',
  },
  example: [
    'halo bulk plan clients tax.csv --match id --set "item_tax_code=20% (Sales)" --out tax.plan',
    'halo bulk plan users people.xlsx --mode upsert --match emailaddress --out people.plan',
  ],
  ownOut: true,
  run: ({ topic, file, ...options }, context) => makePlan({ topic, file }, options, context),
});

interface Rows {
  readonly topic: string;
  readonly file: string | undefined;
}

async function makePlan(
  { topic, file }: Rows,
  options: PlanInput,
  context: Context,
): Promise<void> {
  const { createPlan, joinMappings, readMapFile } = await import('halopsa-bulk');
  const { globals, host, noteColours: colours } = context;
  const source = await planSource(file, options, context);
  const mappings: Mapping[] = [];
  for (const path of [options.map, options.values])
    if (path !== undefined) mappings.push(await readMapFile(path));
  const isNamedOnly =
    source.fromHalo === true || mappings.some(({ others }) => others === 'ignore');
  const tenant: Tenant | undefined = options.offline ? undefined : await openTenant(context);
  const kept = keptMap(topic, file);
  const earlier =
    options.map === undefined && existsSync(kept) ? (await readMapFile(kept)).columns : undefined;
  const progress = new Progress({ host, colours, unit: 'rows planned' });
  const result = await createPlan({
    resource: topic,
    mode: options.mode ?? 'update',
    source,
    zone: globals.zone,
    mapping: [...mappings, mappingOf(options, { isNamedOnly })].reduce(joinMappings, {}),
    match: options.match,
    marker: options.marker,
    allowNear: options.allowNear,
    out: context.out ?? defaultOut(topic, file),
    tenant,
    target: options.offline ? await configuredTarget(context) : undefined,
    earlier,
    checkForms: options.forms,
    checkIds: options.checkIds,
    blind: options.blind,
    preflight: options.preflight,
    again: planWords(options, globals.zone),
    keepsMap: source.fromHalo,
    by: nameOfUser(),
    onProgress: (rows) => progress.update(rows, undefined),
  }).finally(() => progress.end());
  noteEarlier(result, earlier, { kept, context });
  await writeFiles(result, options, { kept, tenant, context });
  await tellPlan(result, source.format, context);
}

/** Writes what stands beside the plan: the map of its columns, the names that stand for no record, the page for a colleague. */
async function writeFiles(
  result: PlanResult,
  { saveMap: map, html }: PlanInput,
  { kept, tenant, context }: { kept: string; tenant: Tenant | undefined; context: Context },
): Promise<void> {
  if (map !== undefined) await saveMap(result, map === true ? kept : map, context);
  await writeUnmatched(result, context);
  if (html === undefined) return;
  const { reviewPage } = await import('halopsa-bulk');
  await reviewPage(result.path, html, { words: flagWords, tenant });
  context.note(`Review page: ${html}`);
}

/** Shows the plan. Throws a UsageError where rows have errors. */
async function tellPlan(
  result: PlanResult,
  format: string,
  { globals, host, printer }: Context,
): Promise<void> {
  const { path } = result;
  const { reasonText } = await import('halopsa-bulk');
  const { footer, sample, reasons } = await wordedPlan(result);
  const text = (reason: Reason): string => reasonText(reason, flagWords);
  if (globals.json) await printer.value(jsonOf({ plan: path, ...footer, sample, reasons }));
  else print(host, `${planSummary(result, { format, notes: footer.warnings, text }).join('\n')}\n`);
  const { error } = footer.counts;
  if (error > 0)
    throw new UsageError(`${error} of ${footer.rows} rows have errors. Nothing was sent.`, {
      nextStep: `Correct them in the file and plan again. "halo bulk show ${commandWord(path)} --action refused" lists them.`,
    });
}

const defaultOut = (topic: string, file: string | undefined): string =>
  `${file === undefined || file === '-' ? topic : file.replace(/\.\w+$/, '')}.plan`;

/** Where the map of a topic is kept: beside the file whose columns it explains. */
const keptMap = (topic: string, file: string | undefined): string =>
  join(file === undefined || file === '-' ? '.' : dirname(file), `${topic}.map.yaml`);

/** Says which columns an earlier map has explained. */
function noteEarlier(
  { columns }: PlanResult,
  earlier: Mapping['columns'],
  { kept, context }: { kept: string; context: Context },
): void {
  if (!earlier) return;
  const used = Object.entries(columns).filter(
    ([heading, rule]) =>
      Object.hasOwn(earlier, heading) && isDeepStrictEqual(earlier[heading], rule),
  );
  const words = used.map(
    ([heading, rule]) =>
      `${heading} (${rule === null ? 'left out' : typeof rule === 'string' ? rule : rule.field})`,
  );
  if (words.length > 0) context.note(`As ${kept} has it: ${words.join(', ')}.`);
}

async function saveMap({ columns }: PlanResult, file: string, context: Context): Promise<void> {
  const before = existsSync(file) ? await (await import('halopsa-bulk')).readMapFile(file) : {};
  await writePrivate(file, stringify({ ...before, columns: { ...before.columns, ...columns } }));
  context.note(`What each column became is in ${file}.`);
}

/** One answer for each client, or whatever else narrows a name down. */
const unanswered = (pairs: Readonly<Record<string, number>>): Record<string, null> =>
  Object.fromEntries(Object.keys(pairs).map((within) => [within, null]));

/** What is asked, with the answers that a person has given already, also to what is not asked any more. */
function withAnswers(asked: Value, given: Value): Value {
  if (!isRow(asked) || !isRow(given)) return given ?? asked;
  const names = [...new Set([...Object.keys(given), ...Object.keys(asked)])];
  const own = (row: Row, name: string): Value => (Object.hasOwn(row, name) ? row[name] : undefined);
  return Object.fromEntries(
    names.map((name) => [name, withAnswers(own(asked, name), own(given, name))]),
  );
}

/** Names that stand for no record go into a file in which the ids can be filled in. */
async function writeUnmatched({ path, unmatched }: PlanResult, context: Context): Promise<void> {
  if (Object.keys(unmatched).length === 0) return;
  const asked = Object.fromEntries(
    Object.entries(unmatched).map(([field, names]) => [
      field,
      Object.fromEntries(
        Object.entries(names).map(([name, times]) => [
          name,
          typeof times === 'number' ? null : unanswered(times),
        ]),
      ),
    ]),
  );
  const file = `${path}.values.yaml`;
  const before = existsSync(file)
    ? ((await (await import('halopsa-bulk')).readMapFile(file)).values ?? {})
    : {};
  await writePrivate(file, stringify({ values: withAnswers(asked, before) }));
  context.note(
    `Names that stand for no record, or for several, are in ${file}: fill in their ids and plan again with --values ${file}.`,
  );
}
