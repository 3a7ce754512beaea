import { InvalidArgumentError } from 'commander';
import type { FaultKind } from 'halopsa-sandbox';
import type { CommandSpec } from '../../../core/define-command.js';
import { argument, choice, option } from '../../../core/inputs.js';
import { defineLever } from '../../../sandbox/define-lever.js';
import { count } from '../../../sandbox/server-address.js';
import { UsageError } from '../../../usage-error.js';

const kinds: readonly FaultKind[] = [
  'status',
  'reset',
  'hang',
  'slow',
  'stale',
  'truncated',
  'cut',
  'html',
  'content-type',
  'redirect',
];

/** `halo sandbox fault add`: lets requests go wrong. */
export const command: CommandSpec = defineLever({
  description: 'Let requests go wrong from now on.',
  arguments: { kind: argument('<kind>', kinds.join(', ')) },
  options: {
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
  },
  example: 'halo sandbox fault add status --status 503 --operation tickets.list --count 2',
  async run(rule, { printer, note, pull }) {
    if (!kinds.includes(rule.kind as FaultKind))
      throw new UsageError(`Unknown fault "${rule.kind}".`, {
        nextStep: `There are ${kinds.join(', ')}.`,
      });
    await printer.record((await pull('POST', 'faults', rule)) as Record<string, unknown>);
    note('Requests go wrong from now on; "halo sandbox fault clear" ends it.');
  },
});

function chance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It takes a number from 0 to 1.');
  return value;
}
