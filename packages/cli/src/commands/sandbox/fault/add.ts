import { InvalidArgumentError } from 'commander';
import type { FaultKind, FaultRule } from 'halopsa-sandbox';
import type { CommandSpec } from '../../../core/define-command.js';
import { argument, choice, type OptionsFor, option } from '../../../core/inputs.js';
import type { Row } from '../../../output/printer.js';
import { defineLever } from '../../../sandbox/define-lever.js';
import { count } from '../../../sandbox/server-address.js';
import { UsageError } from '../../../usage-error.js';

/** What each kind does; the compiler holds the list against the sandbox's. */
const kinds: Readonly<Record<FaultKind, string>> = {
  status: 'answers with --status',
  reset: 'cuts the connection',
  hang: 'never answers',
  slow: 'answers after --delay',
  stale: 'reads what was true when the fault was set',
  truncated: 'leaves the end of the answer out',
  cut: 'cuts the connection within the answer',
  html: 'answers with a web page',
  'content-type': 'says that JSON is something else',
  redirect: 'leads elsewhere',
};
const kindNames = Object.keys(kinds);

/** The parts of a fault that have an option; `body` and `headers` are for programs. */
type FaultOptions = Partial<Omit<FaultRule, 'kind' | 'body' | 'headers'>>;

const options: OptionsFor<{
  readonly [Name in keyof FaultOptions]-?: FaultOptions[Name] | undefined;
}> = {
  operation: option(
    '--operation <id>',
    'only this one, for example tickets.list, tickets, *.list or token',
  ),
  method: option('--method <method>', 'only this HTTP method'),
  phase: choice('--phase <phase>', 'whether the server has acted when it goes wrong', [
    'before',
    'after',
  ]),
  probability: option('--probability <number>', 'chance from 0 to 1', { parse: chance }),
  count: option('--count <int>', 'how often it strikes', { parse: count }),
  skip: option('--skip <int>', 'how many requests pass before', { parse: count }),
  status: option('--status <int>', 'the status of the kinds status and html', { parse: count }),
  delayMs: option('--delay <ms>', 'the delay of the kind slow', { parse: count }),
};

/** `halo sandbox fault add`: lets requests go wrong. */
export const command: CommandSpec = defineLever({
  description: 'Let requests go wrong from now on.',
  arguments: { kind: argument('<kind>', kindNames.join(', ')) },
  options,
  notes: `Kinds:\n${Object.entries(kinds)
    .map(([kind, meaning]) => `  ${kind.padEnd(14)}${meaning}`)
    .join('\n')}`,
  example: 'halo sandbox fault add status --status 503 --operation tickets.list --count 2',
  async run(rule, { printer, note, pull }) {
    if (!kindNames.includes(rule.kind))
      throw new UsageError(`Unknown fault "${rule.kind}".`, {
        nextStep: `There are ${kindNames.join(', ')}.`,
      });
    await printer.record(await pull<Row>('POST', 'faults', rule));
    note('Requests go wrong from now on; "halo sandbox fault clear" ends it.');
  },
});

function chance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It takes a number from 0 to 1.');
  return value;
}
