import type { Action, Outcome, RowFilter, RowResult, Why } from 'halopsa-bulk';
import type { Vocabulary } from 'halopsa-catalogue/errors';
import { flagWords } from '../../bulk/flag-words.js';
import { planFile, wholeNumber } from '../../bulk/inputs.js';
import { changeText } from '../../bulk/plan-summary.js';
import { wordedWhys } from '../../bulk/worded.js';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { type InputOf, inGroup, option } from '../../core/inputs.js';
import { grouped } from '../../output/grouped.js';
import type { Row } from '../../output/printer.js';
import { UsageError } from '../../usage-error.js';

/** Actions in the words of a person. */
const actionWords: Readonly<Record<Action, string>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  skip: 'unchanged',
  error: 'refused',
};
const outcomes: readonly Outcome[] = [
  'waiting',
  'created',
  'updated',
  'deleted',
  'skipped',
  'failed',
  'unknown',
  'refused',
];
const rowColumns = ['line', 'action', 'id', 'name', 'change', 'outcome', 'reason'];
const reasonColumns = ['rows', 'outcome', 'column', 'reason', 'lines'];

const names = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(','),
];

const options = inGroup('Filters:', {
  action: option(
    '--action <names>',
    `rows with this action: ${Object.values(actionWords).join(', ')}`,
    { parse: names },
  ),
  outcome: option('--outcome <names>', `rows with this outcome: ${outcomes.join(', ')}`, {
    parse: names,
  }),
  line: option('--line <lines>', 'rows of these lines of the file, for example 12 or 5,100-200', {
    parse: names,
  }),
  field: option('--field <names>', 'rows that change this field, or are refused for this column', {
    parse: names,
  }),
  text: option('--text <text>', 'rows that hold this text in a cell, a value, a name or a reason'),
  reasons: option(
    '--reasons',
    'show why rows were refused, left alone or failed, with how many rows each',
  ),
  limit: option('--limit <count>', 'stop after so many rows', { parse: wholeNumber }),
});

/** `halo bulk show`: the rows of a plan, and what became of them once it is applied. Nothing is asked of the tenant. */
export const command: CommandSpec = defineCommand({
  description:
    'List the rows of a plan: what is to be done to each record and, once the plan is applied, what became of it. All filters that are given have to fit.',
  arguments: { plan: planFile },
  options,
  example: [
    'halo bulk show tax.plan',
    'halo bulk show tax.plan --action refused --reasons',
    'halo bulk show tax.plan --outcome failed,unknown --output csv > not-done.csv',
    'halo bulk show tax.plan --field item_tax_code --text "Acme"',
  ],
  run: ({ plan, ...given }, context) => show(plan, given, context),
});

type Options = InputOf<typeof options>;

async function show(plan: string, options: Options, context: Context): Promise<void> {
  const { checkPlan, findReasons } = await import('halopsa-bulk');
  const filter = filterOf(options);
  const { footer } = await checkPlan(plan);
  if (options.reasons) {
    const reasons = await wordedWhys(await findReasons(plan, filter));
    const rows = reasons.map(
      ({ kind, message, ...reason }): Row => ({ ...reason, outcome: kind, reason: message }),
    );
    await context.printer.rows(
      options.limit === undefined ? rows : rows.slice(0, options.limit),
      reasonColumns,
    );
    return;
  }
  const shown = await context.printer.rows(
    shownRows(plan, filter, { limit: options.limit, isBrief: context.globals.output === 'table' }),
    rowColumns,
  );
  context.note(context.noteColours.dim(`${grouped(shown)} of ${grouped(footer.rows)} rows`));
}

async function* shownRows(
  plan: string,
  filter: RowFilter,
  { limit, isBrief }: { limit: number | undefined; isBrief: boolean },
): AsyncGenerator<Row> {
  const { findRows, whyText } = await import('halopsa-bulk');
  let count = 0;
  for await (const row of findRows(plan, filter)) {
    if (limit !== undefined && count >= limit) return;
    count += 1;
    yield shownRow(row, isBrief, whyText);
  }
}

/** Every row has the same fields, so that a CSV file has a column for each. */
const shownRow = (
  result: RowResult,
  isBrief: boolean,
  text: (why: Why, words: Vocabulary) => string,
): Row => ({
  row: result.row,
  line: result.line,
  action: actionWords[result.action],
  id: result.id ?? null,
  name: result.name ?? null,
  outcome: result.outcome,
  change: changeText(result, isBrief),
  reason: result.error === undefined ? null : text({ ...result, message: result.error }, flagWords),
  column: result.column ?? null,
  set: result.set ?? null,
  before: result.before ?? null,
});

function filterOf({ action, outcome, line, field, text }: Options): RowFilter {
  return {
    actions: action?.map(actionOf),
    outcomes: outcome?.map((name) => known('--outcome', name as Outcome, outcomes)),
    lines: line?.map(linesOf),
    fields: field,
    text,
  };
}

function actionOf(name: string): Action {
  const [action] =
    Object.entries(actionWords).find(([own, word]) => name === word || name === own) ?? [];
  return (
    (action as Action | undefined) ??
    known('--action', name as Action, Object.values(actionWords) as Action[])
  );
}

function known<T extends string>(flag: string, name: T, names: readonly T[]): T {
  if (names.includes(name)) return name;
  throw new UsageError(`${flag} does not take "${name}".`, {
    nextStep: `It takes ${names.join(', ')}.`,
  });
}

function linesOf(text: string): readonly [number, number] {
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text.trim()) ?? [];
  if (from === undefined)
    throw new UsageError(`--line "${text}" is not a line or a range of lines.`, {
      nextStep: 'Write it like --line 12 or --line 5,100-200.',
    });
  return [Number(from), Number(to ?? from)];
}
